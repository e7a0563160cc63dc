import { LinearFit, type FitData, type Line } from './linearFit.js';

/** What is kept per machine and model. */
export interface CostData {
  readonly version: 1;
  readonly front: FitData;
  readonly chunk: FitData;
  readonly whole: FitData;
  readonly sound: FitData;
  readonly leadFrames: number;
  readonly trailFrames: number;
}

/** Milliseconds and frames before anything was measured: an old two-core laptop, about half as fast as was seen. */
const priors = {
  front: { base: 40, each: 1.2 },
  chunk: { base: 25, each: 6 },
  whole: { base: 150, each: 22 },
  sound: { base: 5, each: 2.1 },
} satisfies Record<string, Line>;
const priorLeadFrames = 3;
const priorTrailFrames = 20;
const silenceRate = 0.2;

/** How fast the idea of how busy the machine is follows the last measurements: up at once, down more slowly. */
const loadRiseRate = 0.5;
const loadFallRate = 0.4;
/** A job that is expected to take less, in milliseconds, tells less: a moment of something else is much to it. */
const tellingMs = 100;
/** One job that takes longer than this is an accident and tells no more about the next. */
const mostLoad = 2;
/** Measurements from which a cost is known well enough to tell a busy machine from a slow one. */
const knownCount = 5;

/**
 * What synthesis costs on this machine with this model, learnt from every measurement. Times in milliseconds; frames
 * are those of the model at speed 1.
 */
export class CostModel {
  /** Front end of a whole segment, by its phonemes. */
  readonly front: LinearFit;
  /** Decoding a chunk, context included, by its frames. */
  readonly chunk: LinearFit;
  /** Front end and decoding at once, in a model that cannot do them apart, by the segment's frames. */
  readonly whole: LinearFit;
  /** Frames with sound in them, by phonemes. */
  readonly sound: LinearFit;
  #leadFrames: number;
  #trailFrames: number;
  #load = 1;
  #loadCount = 0;

  constructor(data?: CostData) {
    this.front = new LinearFit(priors.front, [10, 200], data?.front);
    this.chunk = new LinearFit(priors.chunk, [6, 40], data?.chunk);
    this.whole = new LinearFit(priors.whole, [50, 600], data?.whole);
    this.sound = new LinearFit(priors.sound, [10, 200], data?.sound);
    this.#leadFrames = data?.leadFrames ?? priorLeadFrames;
    this.#trailFrames = data?.trailFrames ?? priorTrailFrames;
  }

  /** Reads what `toJSON` wrote; whatever else it is given, it starts afresh. */
  static from(stored: unknown): CostModel {
    return new CostModel(isCostData(stored) ? stored : undefined);
  }

  /** Frames that are decoded and dropped before the first sound. */
  get leadFrames(): number {
    return this.#leadFrames;
  }

  /** Frames that are decoded and dropped after the last sound. */
  get trailFrames(): number {
    return this.#trailFrames;
  }

  /**
   * How much slower or faster the machine is just now than it usually is. It is not stored: a machine that was busy
   * yesterday need not be so today, and the first measurements after a start say so.
   */
  get load(): number {
    return this.#load;
  }

  /** Enough was measured to plan with, where a model's parts can be measured. */
  get isKnown(): boolean {
    return Math.min(this.front.count, this.chunk.count) >= knownCount;
  }

  /** Learns what a job took. */
  observe(job: 'front' | 'chunk' | 'whole', x: number, ms: number): void {
    const fit = this[job];
    if (fit.count >= knownCount) {
      const expectedMs = fit.at(x);
      const ratio = Math.min(mostLoad, ms / expectedMs);
      const tells = Math.min(1, expectedMs / tellingMs);
      const rate = tells * Math.max(ratio > this.#load ? loadRiseRate : loadFallRate, 1 / ++this.#loadCount);
      this.#load += rate * (ratio - this.#load);
    }
    fit.observe(x, ms);
  }

  observeLead(frames: number): void {
    this.#leadFrames += silenceRate * (Math.max(0, frames) - this.#leadFrames);
  }

  observeTrail(frames: number): void {
    this.#trailFrames += silenceRate * (Math.max(0, frames) - this.#trailFrames);
  }

  toJSON(): CostData {
    return {
      version: 1,
      front: this.front.toJSON(),
      chunk: this.chunk.toJSON(),
      whole: this.whole.toJSON(),
      sound: this.sound.toJSON(),
      leadFrames: this.#leadFrames,
      trailFrames: this.#trailFrames,
    };
  }
}

function isCostData(value: unknown): value is CostData {
  return (
    isRecord(value) &&
    value.version === 1 &&
    [value.front, value.chunk, value.whole, value.sound].every(isFitData) &&
    [value.leadFrames, value.trailFrames].every(isAmount)
  );
}

function isFitData(value: unknown): value is FitData {
  return isRecord(value) && ['count', 'weight', 'x', 'y', 'xx', 'xy', 'spread'].every((name) => isAmount(value[name]));
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
