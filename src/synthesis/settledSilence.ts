import { silenceAtEnd } from './silence.js';
import type { Utterance } from './speechModel.js';

/** Silence of so many frames within the last phonemes, at speed 1, is the end: the closure of a plosive is shorter. */
const SETTLED_FRAMES = 5;
const LAST_PHONEMES = 3;

/** Tells where an utterance has been heard to its end although frames of it are left: those hold nothing but silence. */
export class SettledSilence {
  /** How long the silence after the last sound is, in samples; undefined before the first one. */
  #silence: number | undefined;
  readonly #settled: number;
  /** Frames from the last phonemes on. */
  readonly #last: number;

  /**
   * @param frameSamples Samples of one frame.
   * @param modelSpeed Slower speech has longer closures.
   */
  constructor({ phonemes, trail }: Utterance['durations'], frameSamples: number, modelSpeed: number) {
    this.#settled = (SETTLED_FRAMES * frameSamples) / Math.min(1, modelSpeed);
    this.#last = phonemes.slice(-LAST_PHONEMES).reduce((sum, frames) => sum + frames, trail);
  }

  /**
   * Takes the samples that follow.
   * @param framesLeft How many frames follow them.
   * @returns Whether those are silent.
   */
  push(samples: Float32Array, framesLeft: number): boolean {
    const silence = silenceAtEnd(samples);
    if (silence < samples.length) this.#silence = silence;
    else if (this.#silence !== undefined) this.#silence += silence;
    return framesLeft === 0 || (framesLeft <= this.#last && (this.#silence ?? 0) >= this.#settled);
  }
}
