/** What is read. */
export type SourceKind =
  | 'selection'
  | 'document'
  | 'cursor'
  | 'comment'
  | 'comments'
  | 'clipboard'
  | 'preview'
  | 'benchmark'
  | 'text'
  | 'file'
  | 'http';

/** A run of source text. `start` is the UTF-16 offset of its first character in the source document. */
export interface TextPiece {
  readonly text: string;
  readonly start: number;
  /** What is said before it: the name of what a comment documents. */
  readonly lead?: string;
  /** How what follows is set off from it; as a paragraph if left out. */
  readonly ends?: 'clause' | 'sentence' | 'paragraph';
}

/** How much of the signs in code is said. */
export type SpokenSymbols = 'none' | 'some' | 'all';

/** Where sound goes; `auto` takes the first of device, player and play-sound that works. */
export type OutputChoice = 'auto' | 'device' | 'player' | 'play-sound' | 'webview' | 'none';

/** One act of reading something aloud, as it is asked for. Every setting is resolved: the engine reads no configuration. */
export interface ReadingRequest {
  readonly id: string;
  /** When the command was accepted, on the machine's monotonic clock (metrics/clock.ts), in milliseconds. TTFA counts from here. */
  readonly acceptedAtMs: number;
  /** The engine had to be started for this reading. */
  readonly cold: boolean;
  readonly source: SourceKind;
  /** In document order. */
  readonly pieces: readonly TextPiece[];
  /** More of the text is still to come: see ExtendReading. */
  readonly open?: boolean;
  /** VS Code language id of the source document; prose if left out. */
  readonly languageId?: string;
  /** How much of the signs in code is said; `some` if left out. */
  readonly symbols?: SpokenSymbols;
  /** The user's own pronunciations, by word: a plain respelling or `/IPA/`. */
  readonly pronunciations?: Readonly<Record<string, string>>;
  readonly voice: string;
  readonly model: string;
  /** 1 is the voice's own pace; 0.5 to 4. */
  readonly speed: number;
  /** 0 to 1. */
  readonly volume: number;
  readonly pauseMs: { readonly sentence: number; readonly paragraph: number };
  readonly output: OutputChoice;
  /** Also write what is read to this WAV file (16-bit PCM, mono, at the voice's rate). */
  readonly wavPath?: string;
  readonly ttfaBudgetMs: number;
  /** End after this much audio. */
  readonly maxSeconds?: number;
  /** Sentences about the reading for its report. */
  readonly notes?: readonly string[];
  /** Skip sentences that end at or before this source offset: where to go on after the engine was replaced. */
  readonly resumeAt?: number;
  /** Skip so many sentences more. */
  readonly passing?: number;
}

export type CacheState = 'none' | 'memory' | 'disk' | 'speculated';

/** Why a segment ends where it does. */
export type SplitKind = 'sentence' | 'clause' | 'words';

/** How a reading ended. */
export type ReadingEnd = 'end' | 'stopped' | 'replaced' | 'limit' | 'error';

/** Time spent until the first chunk, in milliseconds; null where the stage does not exist. */
export interface StagesMs {
  text: number | null;
  phonemize: number | null;
  queue: number | null;
  acoustic: number | null;
  vocoder: number | null;
  infer: number | null;
  /** Waiting for the speech server, where one speaks. */
  server: number | null;
  /** Sound was there, but held back until enough followed to play without gaps. */
  hold: number | null;
  output: number | null;
}

export interface SegmentRow {
  readonly start: number;
  readonly end: number;
  readonly characters: number;
  readonly audioMs: number;
  readonly computeMs: number;
  readonly split: SplitKind;
}

export interface ChunkRow {
  /** Index of its segment in the reading. */
  readonly segment: number;
  readonly audioMs: number;
  readonly computeMs: number;
  /** How much sound was still to be played when the chunk arrived; negative: it came too late by so much. */
  readonly slackMs: number;
}

/** When a word is spoken: from the reading's first sample, in milliseconds. `start` and `end` are source offsets. */
export interface WordTime {
  readonly start: number;
  readonly end: number;
  readonly atMs: number;
}

/** A sentence of the source, by its offsets. */
export interface SentencePlace {
  readonly start: number;
  readonly end: number;
  /** How many sentences of the reading's text come before it. */
  readonly index: number;
  /** How many there are in all, once that is known. */
  readonly count: number | undefined;
}

export interface SkippedPassage {
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** The stage that took most of the time to first audio. */
export type Bottleneck = keyof StagesMs | 'start' | 'none';

/** What is known of a reading once it ended, but for its rows. */
export interface ReadingSummary {
  readonly id: string;
  /** Time to a warm engine; null where it was warm already. Part of `ttfaMs` in the editor, not in the CLI. */
  readonly startMs: number | null;
  readonly cold: boolean;
  readonly source: SourceKind;
  readonly characters: number;
  readonly model: string;
  readonly voice: string;
  readonly speed: number;
  readonly provider: string;
  readonly output: string;
  readonly cache: CacheState;
  /** Audible time to first audio; null when nothing was audible. */
  readonly ttfaMs: number | null;
  readonly stagesMs: StagesMs;
  readonly audioMs: number;
  readonly computeMs: number;
  readonly rtf: number | null;
  readonly underruns: number;
  readonly loudnessLufs: number | null;
  readonly truePeakDbtp: number | null;
  readonly ended: ReadingEnd;
  readonly bottleneck: Bottleneck;
  /** How often the engine was replaced while reading. */
  readonly restarts: number;
}

export interface ReadingReport extends ReadingSummary {
  readonly segments: readonly SegmentRow[];
  readonly chunks: readonly ChunkRow[];
  readonly words: readonly WordTime[];
  readonly skipped: readonly SkippedPassage[];
  /** Sentences about the reading as a whole. */
  readonly notes: readonly string[];
}
