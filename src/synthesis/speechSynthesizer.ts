import type { MakeTimeStretch } from '../dsp/timeStretch.js';
import type { Timeline } from '../metrics/timeline.js';
import type { Voice } from '../models/catalog.js';
import type { EngineStatus } from '../protocol/performance.js';
import type { ReadingRequest } from '../protocol/reading.js';
import type { Produced } from './produced.js';

/** A reading as it will be. */
export interface AcceptedRequest extends ReadingRequest {
  /** A sentence for the user: in what it is not as it was asked for. */
  readonly notice?: string;
}

/** The reading that speech is made for. */
export interface SynthesisContext {
  readonly timeline: Timeline;
  /** Sound that was handed over and not yet heard. */
  readonly bufferedAheadMs: () => number;
  /** The speed that is wanted; it may change while synthesis goes on. */
  readonly speed: () => number;
  readonly signal: AbortSignal;
}

/** What is told of whatever makes speech. */
export type SynthesizerFacts = Pick<
  EngineStatus,
  'model' | 'provider' | 'providerReason' | 'threads' | 'form' | 'sampleRate' | 'warmMs' | 'cache' | 'speculation'
>;

/** What makes speech of text: a model on this machine, or a server. */
export interface SpeechSynthesizer {
  readonly facts: SynthesizerFacts;
  readonly makeStretch: MakeTimeStretch;
  readonly voices: readonly Voice[];
  /** It has let go of what it speaks with, and takes it up again when that is needed. */
  readonly isResting: boolean;

  /** Takes up what it had let go of. */
  warm(): Promise<void>;
  /**
   * The reading as it will be. Changes nothing: who asks may only want to know.
   * @throws AloudError `unknown-voice`, `bad-value`
   */
  accept(request: ReadingRequest): AcceptedRequest;
  /** Makes the beginning of what may be read next, where that costs nobody anything. Takes what `accept` gave. */
  speculate(request: ReadingRequest): Promise<void>;
  /**
   * The samples of a reading, chunk by chunk at the rate of `facts`, as far ahead of the playhead as it takes not to run
   * dry. Ends early when it is aborted. Takes what `accept` gave.
   * @throws AloudError `nothing-to-read`, …
   */
  synthesize(request: AcceptedRequest, context: SynthesisContext): AsyncGenerator<Produced>;
}
