import type { EngineState } from '../../protocol/engine.js';
import type { EngineStatus, Measurement, Performance } from '../../protocol/performance.js';
import type { ChunkRow, ReadingSummary, StagesMs } from '../../protocol/reading.js';
import type { ReadingState } from '../../client/reading.js';

/* What passes between the extension and the page of the performance panel; messageSchemas.ts checks it on both sides. */

/** What is known beside the reading under way. */
export interface Overview {
  /** `status` is null where no engine is ready. */
  readonly engine: { readonly state: EngineState; readonly status: EngineStatus | null };
  /** `performance` is null before an engine was asked; measurements come newest first. */
  readonly history: { readonly performance: Performance | null; readonly measurements: readonly Measurement[] };
  /** The last reading of this window. */
  readonly last: { readonly summary: ReadingSummary; readonly chunks: readonly ChunkRow[] } | null;
  /** Of the benchmark that ran last in this window, in the order of its passages. */
  readonly benchmark: readonly ReadingSummary[];
  /** Why nothing can be read; a sentence for people. */
  readonly problem: string | null;
}

/** The reading under way. */
export interface LiveReading {
  readonly id: string;
  readonly state: ReadingState;
  readonly startMs: number | null;
  readonly ttfaMs: number | null;
  readonly stagesMs: StagesMs | null;
  /**
   * Where the playhead was when this was sent, in milliseconds from the reading's first sample, and how many of them it
   * moves in one; 0: it stands.
   */
  readonly playhead: { readonly atMs: number; readonly rate: number };
  readonly underruns: number;
  /** The one that is wanted by now. */
  readonly speed: number;
  /** It is played to somebody, so that it can be steered: a benchmark is not. */
  readonly isHeard: boolean;
  /** Counted from 1; `of` is null until it is known. */
  readonly sentence: { readonly number: number; readonly of: number | null } | null;
  readonly chunks: readonly ChunkRow[];
}

/** The reading under way, with those chunks only that the page does not have yet: they follow the first `known` ones. */
export interface LiveUpdate {
  readonly known: number;
  readonly reading: LiveReading;
}

export interface Update {
  readonly kind: 'update';
  /** What of it has changed. */
  readonly overview: Partial<Overview>;
  /** null once nothing is read any more. */
  readonly live?: LiveUpdate | null;
}

/** For the page. The first message after `ready` is `start`, with the strings of the editor's language. */
export type ToPage = { readonly kind: 'start'; readonly strings: Readonly<Record<string, string>> } | Update;

/** From the page. */
export type FromPage =
  /** It is there, and knows nothing yet. */
  { readonly kind: 'ready' } | { readonly kind: 'command'; readonly command: PageCommand };

/** What the page's buttons do: commands of the extension. */
export const pageCommands = [
  'copyPerformanceReport',
  'runBenchmark',
  'pauseOrResume',
  'stop',
  'previousSentence',
  'replaySentence',
  'nextSentence',
  'slower',
  'faster',
] as const;
export type PageCommand = (typeof pageCommands)[number];
