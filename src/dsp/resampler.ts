/** Zero crossings of the filter on either side: aliases are below −80 dB but for the last few percent of the band. */
const CROSSINGS = 24;
/** So much of the band is kept. */
const BAND = 0.95;

/**
 * Brings mono samples to another rate while they pass through, by windowed-sinc interpolation. The last millisecond or
 * two stay in it. Our own, as Sonic, which is here for the time-stretch, damages its memory where it resamples.
 */
export class Resampler {
  /** Output sample n lies at n × `step` / `phases.length` input samples. */
  readonly #step: number;
  /** The filter for every place that an output sample may have between two input samples. */
  readonly #phases: (Float64Array | undefined)[];
  /** Input samples on either side that make one output sample. */
  readonly #reach: number;
  readonly #cutoff: number;
  /** Input that is still needed, and the index of its first sample. */
  #input: Float32Array;
  #first: number;
  /** Index of the next output sample. */
  #next = 0;

  /** Rates in samples a second, whole numbers. */
  constructor(from: number, to: number) {
    const common = greatestCommonDivisor(from, to);
    this.#step = from / common;
    this.#phases = new Array<undefined>(to / common).fill(undefined);
    this.#cutoff = BAND * Math.min(1, to / from);
    this.#reach = Math.ceil(CROSSINGS / this.#cutoff);
    this.#input = new Float32Array(this.#reach); // silence comes before the first sample
    this.#first = -this.#reach;
  }

  /** Takes samples and returns those that are ready. */
  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    const reach = this.#reach;
    const input = new Float32Array(this.#input.length + samples.length);
    input.set(this.#input);
    input.set(samples, this.#input.length);
    const end = this.#first + input.length - reach;
    const output = new Float32Array(Math.max(0, Math.ceil((end * this.#phases.length) / this.#step) - this.#next));
    for (let i = 0; i < output.length; i++) {
      const filter = this.#filterOf((this.#next * this.#step) % this.#phases.length);
      const at = this.#inputIndex(this.#next) - reach + 1 - this.#first;
      let sum = 0;
      for (let k = 0; k < filter.length; k++) sum += filter[k]! * input[at + k]!;
      output[i] = sum;
      this.#next += 1;
    }
    const needed = this.#inputIndex(this.#next) - reach + 1;
    this.#input = input.slice(needed - this.#first);
    this.#first = needed;
    return output;
  }

  /** Index of the input sample at an output sample, or right before it. */
  #inputIndex(output: number): number {
    return Math.floor((output * this.#step) / this.#phases.length);
  }

  #filterOf(phase: number): Float64Array {
    return (this.#phases[phase] ??= filter(phase / this.#phases.length, this.#reach, this.#cutoff));
  }
}

/** Weights of the input samples around a place that lies so far behind the one in their middle. */
function filter(behind: number, reach: number, cutoff: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * reach }, (_, k) => {
    const distance = k - reach + 1 - behind;
    const x = Math.PI * cutoff * distance;
    const sinc = x === 0 ? 1 : Math.sin(x) / x;
    return sinc * blackman(distance / reach);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** 1 at 0, 0 at −1 and 1. */
function blackman(x: number): number {
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
