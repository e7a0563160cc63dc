import { TruePeak, truePeakDelay } from '../../metrics/truePeak.js';

/** A little below −1 dBTP: between the samples that the interpolator sees a wave may go a few tenths of a decibel higher. */
const ceiling = 10 ** (-1.5 / 20);
/** The gain goes down in so much time before a peak. */
const attackMs = 5;
/** And comes back slowly enough not to be heard as breathing, soon enough for the next word. */
const releaseMs = 120;

/**
 * Keeps the peaks of one segment below the ceiling by turning it down around them. It looks ahead by holding back the
 * last few milliseconds of what it was given, so the first sample is never late.
 */
export class Limiter {
  private readonly peaks = new TruePeak(ceiling);
  private readonly window: number;
  private readonly recovery: number;
  /** What was not given out. */
  private held = new Float32Array(0);
  /** Samples of the segment that the interpolator has come to, less than none where it is before them. */
  private allowed = -truePeakDelay;
  /** Samples of the window ahead that must be turned down, but for those before one that must be turned down more. */
  private peaksAhead: { readonly sample: number; readonly gain: number }[] = [];
  /** The lowest gain allowed within the window ahead; comes up slowly. Those of the window behind make the gain. */
  private floor = 1;
  private readonly floors: Float64Array;
  private floorAt = 0;
  private sum: number;

  constructor(sampleRate: number) {
    this.window = Math.round((attackMs * sampleRate) / 1000);
    this.recovery = 1 - Math.exp(-1000 / (releaseMs * sampleRate));
    this.floors = new Float64Array(this.window).fill(1);
    this.sum = this.window;
  }

  /** @param isLast Nothing will follow: everything is given out. */
  push(samples: Float32Array, isLast: boolean): Float32Array<ArrayBuffer> {
    const all = new Float32Array(this.held.length + samples.length);
    all.set(this.held);
    all.set(samples, this.held.length);
    let given = 0;
    const look = (sample: number) => {
      this.allow(this.peaks.next(sample));
      if (this.allowed > this.window) all[given++]! *= this.gainOf(this.allowed - this.window - 1);
    };
    for (const sample of samples) look(sample);
    if (isLast) for (let i = 0; i < this.window + truePeakDelay; i++) look(0);
    this.held = all.slice(given);
    return all.slice(0, given);
  }

  /** Takes the peak around the next sample. */
  private allow(peak: number): void {
    const sample = this.allowed++;
    // What the interpolator says first is of samples that came before the segment.
    if (sample < 0 || peak <= ceiling) return;
    const gain = ceiling / peak;
    while (this.peaksAhead.length > 0 && this.peaksAhead.at(-1)!.gain >= gain) this.peaksAhead.pop();
    this.peaksAhead.push({ sample, gain });
  }

  /** The gain of a sample of the segment, whose window ahead is known. */
  private gainOf(sample: number): number {
    if (this.peaksAhead.length > 0 && this.peaksAhead[0]!.sample < sample) this.peaksAhead.shift();
    const lowest = this.peaksAhead[0]?.gain ?? 1;
    this.floor = Math.min(lowest, this.floor + (1 - this.floor) * this.recovery);
    this.sum += this.floor - this.floors[this.floorAt]!;
    this.floors[this.floorAt] = this.floor;
    this.floorAt = (this.floorAt + 1) % this.window;
    return this.sum / this.window;
  }
}
