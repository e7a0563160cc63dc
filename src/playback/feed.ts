import type { TimeStretch } from '../dsp/timeStretch.js';
import type { SampleQueue } from './sampleQueue.js';
import type { Tempo } from './tempo.js';

/** From a sample of the output on, it plays the reading from a sample on at a rate. */
interface Run {
  readonly output: number;
  readonly index: number;
  readonly rate: number;
}

/**
 * What one output is given of a reading: its samples from one on, stretched where they are to be played faster or slower
 * than they were made. Knows which sample of the reading each sample of the output is, within 60 ms where it stretches.
 */
export class Feed {
  readonly #runs: Run[];
  #next: number;
  #given = 0;
  /** Stretched, and not given yet. */
  #ready = new Float32Array(0);
  #stretch: TimeStretch | undefined;
  #stretchEnded = false;

  /** @param first Index in the reading of the first sample to give. */
  constructor(
    first: number,
    private readonly queue: SampleQueue,
    private readonly tempo: Tempo,
    private readonly makeStretch: () => TimeStretch,
  ) {
    this.#next = first;
    this.#runs = [{ output: 0, index: first, rate: tempo.at(first).rate }];
  }

  /** Index in the reading after the last sample that was taken from it. */
  get next(): number {
    return this.#next;
  }

  /** Samples that the output was given. */
  get given(): number {
    return this.#given;
  }

  /** Everything that was there has been given. */
  get isEmpty(): boolean {
    return this.#next === this.queue.end && this.#ready.length === 0 && (!this.#stretch || this.#stretchEnded);
  }

  /**
   * Gives at most so many samples of the output, in pieces that may be kept.
   * @param isLast Nothing will follow what is there.
   */
  *take(samples: number, isLast: boolean): Generator<Float32Array> {
    for (let left = samples; left >= 1;) {
      if (this.#ready.length === 0) this.#refill(left, isLast);
      const piece = this.#ready.subarray(0, left);
      if (piece.length === 0) return;
      this.#ready = this.#ready.subarray(piece.length);
      this.#given += piece.length;
      left -= piece.length;
      yield piece;
    }
  }

  /** Which sample of the reading a sample of the output is, and the rate at which it is played. */
  placeOf(output: number): { readonly index: number; readonly rate: number } {
    const run = this.#runs.findLast((each) => each.output <= output)!;
    return { index: Math.min(this.#next, Math.round(run.index + (output - run.output) * run.rate)), rate: run.rate };
  }

  dispose(): void {
    this.#stretch?.dispose();
    this.#stretch = undefined;
  }

  #refill(wanted: number, isLast: boolean): void {
    while (this.#ready.length === 0 && this.#next < this.queue.end) {
      const { rate, until } = this.tempo.at(this.#next);
      this.#pass(Math.min(this.queue.end, until, this.#next + Math.ceil(wanted * rate)), rate);
    }
    if (this.#ready.length > 0 || !isLast || !this.#stretch || this.#stretchEnded) return;
    this.#ready = this.#stretch.end();
    this.#stretchEnded = true;
    this.#runs.push({ output: this.#given + this.#ready.length, index: this.#next, rate: this.#runs.at(-1)!.rate });
  }

  #pass(to: number, rate: number): void {
    if (rate !== this.#runs.at(-1)!.rate) {
      this.#runs.push({ output: this.#given, index: this.placeOf(this.#given).index, rate });
    }
    const samples = this.queue.read(this.#next, to);
    this.#next = to;
    if (rate !== 1) this.#stretch ??= this.makeStretch();
    this.#ready = this.#stretch ? this.#stretch.push(samples, rate) : samples;
  }
}
