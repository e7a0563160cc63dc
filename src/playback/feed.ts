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
  #ended = false;
  #stretch: TimeStretch | undefined;

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

  /** Index in the reading of the next sample to give. */
  get next(): number {
    return this.#next;
  }

  /** Samples that the output was given. */
  get given(): number {
    return this.#given;
  }

  /** `end` was called. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Takes as much of the reading as makes about so many samples of the output, in pieces that may be kept. */
  *take(samples: number): Generator<Float32Array> {
    for (let left = samples; left >= 1 && this.#next < this.queue.end;) {
      const { rate, until } = this.tempo.at(this.#next);
      const to = Math.min(this.queue.end, until, this.#next + Math.ceil(left * rate));
      left -= (to - this.#next) / rate;
      const piece = this.#pass(to, rate);
      this.#given += piece.length;
      yield piece;
    }
  }

  /** What stretching held back, when nothing follows. */
  end(): Float32Array {
    const rest = this.#stretch?.end() ?? new Float32Array(0);
    this.#ended = true;
    this.#given += rest.length;
    this.#runs.push({ output: this.#given, index: this.#next, rate: this.#runs.at(-1)!.rate });
    return rest;
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

  #pass(to: number, rate: number): Float32Array {
    if (rate !== this.#runs.at(-1)!.rate) {
      this.#runs.push({ output: this.#given, index: this.placeOf(this.#given).index, rate });
    }
    const samples = this.queue.read(this.#next, to);
    this.#next = to;
    if (rate === 1 && !this.#stretch) return samples;
    this.#stretch ??= this.makeStretch();
    return this.#stretch.push(samples, rate);
  }
}
