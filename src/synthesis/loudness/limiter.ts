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
  /** The gain that each held sample allows for itself, as far as the interpolator has come. */
  private readonly allowed: number[] = [];
  /** How many of them are 1 since the last one that is not. */
  private freeFor = 0;
  private skipped = 0;
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
    for (const sample of samples) this.allow(this.peaks.next(sample));
    if (isLast) for (let i = 0; i < this.window + truePeakDelay; i++) this.allow(this.peaks.next(0));
    const count = isLast ? all.length : Math.max(0, all.length - this.window - truePeakDelay);
    const out = all.slice(0, count);
    for (let i = 0; i < count; i++) out[i]! *= this.gainAt(i);
    this.allowed.splice(0, count);
    this.held = all.slice(count);
    return out;
  }

  private allow(peak: number): void {
    const gain = peak > ceiling ? ceiling / peak : 1;
    this.freeFor = gain < 1 ? 0 : this.freeFor + 1;
    // What the interpolator says first is of samples that came before the segment.
    if (this.skipped < truePeakDelay) this.skipped += 1;
    else this.allowed.push(gain);
  }

  private gainAt(index: number): number {
    let lowest = 1;
    if (this.freeFor < this.allowed.length - index) {
      const end = Math.min(index + this.window + 1, this.allowed.length);
      for (let i = index; i < end; i++) lowest = Math.min(lowest, this.allowed[i]!);
    }
    this.floor = Math.min(lowest, this.floor + (1 - this.floor) * this.recovery);
    this.sum += this.floor - this.floors[this.floorAt]!;
    this.floors[this.floorAt] = this.floor;
    this.floorAt = (this.floorAt + 1) % this.window;
    return this.sum / this.window;
  }
}
