/** Integrated loudness of one channel by ITU-R BS.1770-4: K-weighted, in gated blocks. */

const blockMs = 400;
/** Blocks overlap by three quarters. */
const stepsPerBlock = 4;
/** LUFS of a mean square of 1. */
const offsetLufs = -0.691;
/** Quieter blocks are silence. */
const absoluteGateLufs = -70;
/** Blocks that are quieter than the rest by so much are pauses. */
const relativeGateLu = -10;

export class LoudnessMeter {
  private readonly weigh: KWeighting;
  private readonly stepSamples: number;
  /** Energies of the steps that have been completed. */
  private readonly steps: number[] = [];
  private energy = 0;
  private filled = 0;

  constructor(sampleRate: number) {
    this.weigh = new KWeighting(sampleRate);
    this.stepSamples = Math.round((blockMs * sampleRate) / (1000 * stepsPerBlock));
  }

  push(samples: Float32Array): void {
    for (const sample of samples) {
      const weighted = this.weigh.next(sample);
      this.energy += weighted * weighted;
      if (++this.filled < this.stepSamples) continue;
      this.steps.push(this.energy);
      this.energy = 0;
      this.filled = 0;
    }
  }

  /** Of all that was pushed; null where that is shorter than a block, or silent. */
  get lufs(): number | null {
    const loud = this.blocks().filter((power) => lufsOf(power) > absoluteGateLufs);
    if (loud.length === 0) return null;
    const gateLufs = lufsOf(mean(loud)) + relativeGateLu;
    return lufsOf(mean(loud.filter((power) => lufsOf(power) > gateLufs)));
  }

  /** Mean squares of the blocks. */
  private blocks(): number[] {
    const blocks: number[] = [];
    for (let last = stepsPerBlock - 1; last < this.steps.length; last++) {
      const energy = this.steps.slice(last + 1 - stepsPerBlock, last + 1).reduce((sum, step) => sum + step, 0);
      blocks.push(energy / (this.stepSamples * stepsPerBlock));
    }
    return blocks;
  }
}

/** The two filters of the standard, which gives them for 48 kHz, from their analogue parameters for any rate. */
class KWeighting {
  private readonly shelf: Biquad;
  private readonly highPass: Biquad;

  constructor(sampleRate: number) {
    this.shelf = highShelf(sampleRate);
    this.highPass = highPass(sampleRate);
  }

  next(sample: number): number {
    return this.highPass.next(this.shelf.next(sample));
  }
}

/** What the head does to sound. */
function highShelf(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return new Biquad(
    [(high + (band * k) / q + k * k) / a0, (2 * (k * k - high)) / a0, (high - (band * k) / q + k * k) / a0],
    [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  );
}

/** What the ear does to low sound. */
function highPass(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return new Biquad([1, -2, 1], [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]);
}

class Biquad {
  private x1 = 0;
  private x2 = 0;
  private y1 = 0;
  private y2 = 0;

  constructor(
    private readonly b: readonly [number, number, number],
    private readonly a: readonly [number, number],
  ) {}

  next(x: number): number {
    const { b, a, x1, x2, y1, y2 } = this;
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    this.x2 = x1;
    this.x1 = x;
    this.y2 = y1;
    this.y1 = y;
    return y;
  }
}

function lufsOf(power: number): number {
  return offsetLufs + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
