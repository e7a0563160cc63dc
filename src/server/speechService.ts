import type { Voice } from '../models/catalog.js';
import type { SampleSink } from '../playback/streamOutput.js';
import type { ReadingEvent } from '../protocol/engine.js';
import type { Disposable } from '../protocol/event.js';
import type { EngineStatus, Measurement, Performance } from '../protocol/performance.js';
import type { ReadingRequest, ReadingSummary } from '../protocol/reading.js';

/** The engine as the speech API uses it. */
export interface SpeechService {
  readonly voices: readonly Voice[];
  status(): EngineStatus;
  performance(): Promise<Performance>;
  measurements(): Promise<readonly Measurement[]>;
  /** @throws QueueFull; AloudError `unknown-voice`, `bad-value` */
  stream(
    request: ReadingRequest,
    sink: SampleSink,
    happened: (event: ReadingEvent) => void,
  ): Promise<{ readonly sampleRate: number; readonly stop: () => Promise<void> }>;
  /** A reading has ended, whoever asked for it. */
  onDidFinish(listener: (summary: ReadingSummary) => void): Disposable;
}
