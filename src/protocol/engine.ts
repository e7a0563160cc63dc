import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { ErrorCode } from './errors.js';
import type {
  ChunkRow,
  ReadingRequest,
  ReadingSummary,
  SegmentRow,
  SkippedPassage,
  StagesMs,
  WordTime,
} from './reading.js';

/** Everything the engine needs to know before it can read; sent once, right after the fork. */
export interface EngineOptions {
  /** Folder with the downloaded models. */
  readonly modelsFolder: string;
  /** Folder of the package with catalogue and lexicons. */
  readonly assetsFolder: string;
  readonly model: string;
  readonly voice: string;
  /** Threads for inference; `auto` measures. */
  readonly threads: number | 'auto';
  readonly provider: string;
  /** Let sessions go after this long without a reading. */
  readonly idleMinutes: number;
}

export interface EngineInfo {
  readonly model: string;
  readonly provider: string;
  readonly sampleRate: number;
  /** Load and warm-up of the sessions. */
  readonly warmMs: number;
}

export type EngineState = 'stopped' | 'starting' | 'ready' | 'failed';

/** Data of a ResponseError: the code that AloudError has on the other side. */
export interface ErrorData {
  readonly code: ErrorCode;
}

/* Requests to the engine. Errors come as ResponseError with ErrorData. */

/** Loads and warms the model. Resolves when the next reading will find warm sessions. */
export const Initialize = new RequestType<EngineOptions, EngineInfo, ErrorData>('engine/initialize');
/** Answered by the engine's main thread, whatever the inference worker is doing. */
export const Ping = new RequestType0<{ readonly memoryBytes: number }, ErrorData>('engine/ping');
/** Accepts a reading; it replaces the one that is under way. Everything after that comes as notifications with its id. */
export const StartReading = new RequestType<ReadingRequest, { readonly sampleRate: number }, ErrorData>(
  'reading/start',
);
/** Answered once the reading has ended and the device is silent. */
export const StopReading = new RequestType<{ readonly id: string }, null, ErrorData>('reading/stop');
export const PauseReading = new RequestType<{ readonly id: string }, null, ErrorData>('reading/pause');
export const ResumeReading = new RequestType<{ readonly id: string }, null, ErrorData>('reading/resume');

/* Notifications from the engine. */

export const ReadingSegment = new NotificationType<{
  readonly id: string;
  readonly index: number;
  readonly row: SegmentRow;
  readonly words: readonly WordTime[];
}>('reading/segment');

export const ReadingChunk = new NotificationType<{ readonly id: string; readonly row: ChunkRow }>('reading/chunk');

export const ReadingSkipped = new NotificationType<{ readonly id: string; readonly passage: SkippedPassage }>(
  'reading/skipped',
);

/** The first audible sample was handed to the device. */
export const FirstAudio = new NotificationType<{
  readonly id: string;
  readonly ttfaMs: number;
  readonly stagesMs: StagesMs;
}>('reading/firstAudio');

/** The playback clock changed its course: between two of these the playhead moves by one second a second, or stands. */
export const PlaybackMoved = new NotificationType<{
  readonly id: string;
  /** Playhead, from the reading's first sample. */
  readonly atMs: number;
  /** When that was, on the machine's monotonic clock. */
  readonly clockMs: number;
  readonly playing: boolean;
}>('reading/playback');

/** The playhead entered a segment. */
export const SegmentSpoken = new NotificationType<{
  readonly id: string;
  readonly start: number;
  readonly end: number;
}>('reading/spoken');

/** Samples for a window that plays them itself (`output: 'webview'`): mono float32 at the rate StartReading gave. */
export const ReadingSamples = new NotificationType<{
  readonly id: string;
  readonly firstSample: number;
  readonly samples: Float32Array;
}>('reading/samples');

/** A sentence for the user about a reading that goes on, such as a change of output. */
export const ReadingNotice = new NotificationType<{ readonly id: string; readonly message: string }>('reading/notice');

export const ReadingEnded = new NotificationType<{
  readonly id: string;
  readonly summary: ReadingSummary;
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}>('reading/ended');

export const EngineLog = new NotificationType<{
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
}>('engine/log');
