import { setImmediate as turn } from 'node:timers/promises';
import { LoudnessMeter } from './loudness.js';
import { TruePeak } from './truePeak.js';

/** So much is measured in a fraction of a millisecond; then whatever else there is to do comes first. */
const sliceSamples = 4_800;

export interface SoundFigures {
  /** Integrated, by ITU-R BS.1770; null where there was too little to measure. */
  readonly loudnessLufs: number | null;
  readonly truePeakDbtp: number | null;
}

/** Measures sound behind the back of those who wait for it. */
export class SoundMeter {
  private readonly loudness: LoudnessMeter;
  private readonly truePeak = new TruePeak();
  private peak = 0;
  private work: Promise<void> = Promise.resolve();

  constructor(sampleRate: number) {
    this.loudness = new LoudnessMeter(sampleRate);
  }

  /** The samples must not change any more. */
  push(samples: Float32Array): void {
    this.work = this.work.then(async () => {
      for (let at = 0; at < samples.length; at += sliceSamples) {
        await turn();
        this.measure(samples.subarray(at, at + sliceSamples));
      }
    });
  }

  /** Of everything that was pushed. */
  async figures(): Promise<SoundFigures> {
    await this.work;
    return {
      loudnessLufs: this.loudness.lufs,
      truePeakDbtp: this.peak > 0 ? 20 * Math.log10(this.peak) : null,
    };
  }

  private measure(samples: Float32Array): void {
    this.loudness.push(samples);
    for (const sample of samples) {
      const peak = this.truePeak.next(sample);
      if (peak <= this.peak) continue;
      this.peak = peak;
      this.truePeak.ignoreBelow(peak);
    }
  }
}
