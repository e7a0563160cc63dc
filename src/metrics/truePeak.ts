/**
 * The interpolator of ITU-R BS.1770-4, annex 2: four values a sample, each from twelve samples. The other two phases are
 * these backwards.
 */
const firstPhase = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
  -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
];
const secondPhase = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
];
const taps = firstPhase.length;
/** An interpolated value is at most so many times the largest sample that it was made of. */
const mostOvershoot = Math.max(
  ...[firstPhase, secondPhase].map((phase) => phase.reduce((sum, tap) => sum + Math.abs(tap), 0)),
);

/** How high the wave goes between the samples too. */
export class TruePeak {
  private readonly recent = new Float64Array(2 * taps);
  private at = 0;
  /** Samples since the last one that could make a peak that counts. */
  private quietFor = taps;
  private least = 0;
  private quietBelow = 0;

  /** @param least Lower peaks need not be told apart: they count as 0. */
  constructor(least = 0) {
    this.ignoreBelow(least);
  }

  /** From now on lower peaks count as 0. That saves most of the work: speech is far below its peaks most of the time. */
  ignoreBelow(least: number): void {
    this.least = least;
    this.quietBelow = least / mostOvershoot;
  }

  /** The peak around the sample before `delay` others, as far as it is at least `least`. */
  next(sample: number): number {
    this.recent[this.at] = this.recent[this.at + taps] = sample;
    this.at = (this.at + 1) % taps;
    this.quietFor = Math.abs(sample) >= this.quietBelow && sample !== 0 ? 0 : this.quietFor + 1;
    if (this.quietFor >= taps) return 0;
    // All four at once, without a loop over them: this is done for each sample.
    const { recent, at } = this;
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let tap = 0; tap < taps; tap++) {
      const newer = recent[at + taps - 1 - tap]!;
      const older = recent[at + tap]!;
      first += firstPhase[tap]! * newer;
      second += secondPhase[tap]! * newer;
      third += secondPhase[tap]! * older;
      fourth += firstPhase[tap]! * older;
    }
    const peak = Math.max(Math.abs(first), Math.abs(second), Math.abs(third), Math.abs(fourth));
    return peak >= this.least ? peak : 0;
  }
}

/** By so many samples `TruePeak` is behind. */
export const truePeakDelay = taps / 2;
