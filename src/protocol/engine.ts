import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { ErrorCode } from './errors.js';
import type {
  ChunkRow,
  ReadingRequest,
  ReadingSummary,
  SegmentRow,
  SentencePlace,
  SkippedPassage,
  TextPiece,
  StagesMs,
  WordTime,
} from './reading.js';
import type { ServerOptions, ServerState } from './server.js';

/** Everything the engine needs to know before it can read; sent once, right after the fork. */
export interface EngineOptions {
  /** Folder with the downloaded models. */
  readonly modelsFolder: string;
  /** Folder of the package with catalogue and lexicons. */
  readonly assetsFolder: string;
  /** Folder for what is remembered of readings; nothing is written there if left out. */
  readonly dataFolder?: string;
  readonly model: string;
  readonly voice: string;
  /** Threads for inference; `auto` measures. */
  readonly threads: number | 'auto';
  readonly provider: string;
  /** Let sessions go after this long without a reading; 0: never. */
  readonly idleMinutes: number;
  /** Make the model faster on this machine without being asked, while nobody reads. */
  readonly prepare: boolean;
  /** Serve the speech API; it is not served if left out. */
  readonly server?: ServerOptions;
  /** Where phrases that were spoken are kept; they are not if left out. */
  readonly cache?: CacheOptions;
  /** What speaks in place of the model, as long as it answers. */
  readonly speechServer?: SpeechServerOptions;
}

/** A server that takes OpenAI's requests for speech. */
export interface SpeechServerOptions {
  /** See src/synthesis/remote/serverUrl.ts for what it may be. */
  readonly url: string;
  /** Sent as its bearer token; nothing is if left out. Never to be logged. */
  readonly key?: string;
  /** URL of the proxy on the way, or `none`; that of the environment if left out. */
  readonly proxy?: string;
}

export interface CacheOptions {
  /** At most so much is kept; 0: nothing. */
  readonly bytes: number;
  /** Folder on the disk; in memory only if left out. */
  readonly folder?: string;
}

export interface EngineInfo {
  readonly model: string;
  readonly provider: string;
  readonly sampleRate: number;
  /** Load and warm-up of the sessions. */
  readonly warmMs: number;
  readonly server?: ServerState;
}

export type EngineState = 'stopped' | 'starting' | 'ready' | 'failed';

/** Data of a ResponseError: the code that AloudError has on the other side. */
export interface ErrorData {
  readonly code: ErrorCode;
}

/* Requests to the engine. Errors come as ResponseError with ErrorData. */

/** Loads and warms the model. Resolves when the next reading will find warm sessions. */
export const Initialize = new RequestType<EngineOptions, EngineInfo, ErrorData>('engine/initialize');
/** Warms sessions that were let go while nobody read. */
export const Warm = new RequestType0<null, ErrorData>('engine/warm');
/** Forgets what was spoken, in memory and on the disk. */
export const ClearCache = new RequestType0<null, ErrorData>('engine/clearCache');
export interface PrepareOptions {
  /** What runs the model fastest is tried now, and not when nobody reads. */
  readonly trials: boolean;
}

/** Makes the model as fast as it can be on this machine; some ten seconds, once. */
export const Prepare = new RequestType<PrepareOptions, null, ErrorData>('engine/prepare');
/** Resident memory of the engine's process. */
export interface EngineMemory {
  readonly memoryBytes: number;
  /** The most it ever was. */
  readonly peakMemoryBytes: number;
}

/** Answered by the engine's main thread, whatever the inference worker is doing. */
export const Ping = new RequestType0<EngineMemory, ErrorData>('engine/ping');
/** This may be read next: its first chunk is made, without a sound. Replaces what was expected before. */
export const Speculate = new RequestType<ReadingRequest, null, ErrorData>('reading/speculate');
/** Accepts a reading; it replaces the one that is under way. Everything after that comes as notifications with its id. */
export const StartReading = new RequestType<ReadingRequest, { readonly sampleRate: number }, ErrorData>(
  'reading/start',
);
/** Answered once the reading has ended and the device is silent. */
export const StopReading = new RequestType<{ readonly id: string }, null, ErrorData>('reading/stop');
export const PauseReading = new RequestType<{ readonly id: string }, null, ErrorData>('reading/pause');
export const ResumeReading = new RequestType<{ readonly id: string }, null, ErrorData>('reading/resume');

/** What came of the text of an open reading after it was asked for. */
export interface ReadingExtension {
  /** Index of its first piece among those of the whole reading; pieces that are known already are passed over. */
  readonly index: number;
  readonly pieces: readonly TextPiece[];
  /** More is still to come. */
  readonly open: boolean;
}

export const ExtendReading = new RequestType<{ readonly id: string } & ReadingExtension, null, ErrorData>(
  'reading/extend',
);

/** By sentences; `replay` is the beginning of the one being spoken. */
export type SkipTarget = 'next' | 'previous' | 'replay';

/** Goes on with another sentence, also when the reading was paused. Behind the last one it ends. */
export const SkipReading = new RequestType<{ readonly id: string; readonly to: SkipTarget }, null, ErrorData>(
  'reading/skip',
);

/** How a reading sounds from now on; what is left out stays as it is. */
export interface ReadingAdjustment {
  /** 0.5 to 4. */
  readonly speed?: number;
  /** 0 to 1. */
  readonly volume?: number;
}

export const AdjustReading = new RequestType<{ readonly id: string } & ReadingAdjustment, null, ErrorData>(
  'reading/adjust',
);

/* Notifications from the engine. */

/** What is being done to make the model faster, and how much of it is, from 0 to 1. */
export const Preparing = new NotificationType<{ readonly step: string; readonly done: number }>('engine/preparing');

/** Whatever happens to a reading, in order; nothing follows `ended`. */
export const ReadingHappened = new NotificationType<{ readonly id: string; readonly event: ReadingEvent }>(
  'reading/event',
);

export type ReadingEvent =
  /** When the words of the next segment will be spoken; known before it sounds. */
  | { readonly kind: 'words'; readonly words: readonly WordTime[]; readonly sentence: SentencePlace }
  /** A segment has been synthesised. */
  | { readonly kind: 'segment'; readonly row: SegmentRow }
  | { readonly kind: 'chunk'; readonly row: ChunkRow }
  | { readonly kind: 'skipped'; readonly passage: SkippedPassage }
  /** The first audible sample was handed to the device. */
  | { readonly kind: 'firstAudio'; readonly ttfaMs: number; readonly stagesMs: StagesMs }
  /**
   * The playback clock changed its course: between two of these the playhead moves at `rate`, in milliseconds of the
   * reading a millisecond, or stands. `atMs` counts from the reading's first sample, as the reading was made: a skip is
   * a jump to another place, and a change of speed a change of rate. `clockMs` is the machine's monotonic clock; where it
   * is in the future the playhead stands until then.
   */
  | {
      readonly kind: 'moved';
      readonly atMs: number;
      readonly clockMs: number;
      readonly playing: boolean;
      readonly rate: number;
    }
  /** The device had asked for a sample that was not there, and now has it. */
  | { readonly kind: 'underrun'; readonly atMs: number }
  /** The playhead entered a segment, given by source offsets with its sentence. */
  | { readonly kind: 'spoken'; readonly start: number; readonly end: number; readonly sentence: SentencePlace }
  /** A sentence for the user about a reading that goes on, such as a change of output. */
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'ended'; readonly summary: ReadingSummary; readonly error?: { code: ErrorCode; message: string } };

export const EngineLog = new NotificationType<{
  readonly level: LogLevel;
  readonly message: string;
}>('engine/log');

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';
