import type { Boundary } from '../text/sentence.js';

/** Samples up to this (−40 dBFS) count as silence. */
export const audibleLevel = 0.01;
/** What is kept of the silence before the first and after the last audible sample. */
export const keptLeadMs = 5;
export const keptTrailMs = 25;
const fadeMs = 4;
/** Where decoding begins in mid-silence the decoder lacks what came before, and may click. */
const edgeMs = 12;
/** A voice is never silent for longer than this after its last sound. */
const longestTrailMs = 800;

/** Pauses at speed 1. */
export interface Pauses {
  readonly sentence: number;
  readonly paragraph: number;
}

const clausePauseMs = 160;
const commaPauseMs = 100;

/** Silence to put after a segment, by why it ends there. */
export function pauseAfterMs(boundary: Boundary, pauseMs: Pauses, speed: number): number {
  switch (boundary) {
    case 'paragraph':
      return pauseMs.paragraph / speed;
    case 'sentence':
      return pauseMs.sentence / speed;
    case 'clause':
      return clausePauseMs / speed;
    case 'comma':
      return commaPauseMs / speed;
    case 'space':
    case 'none':
      return 0;
  }
}

/**
 * Cuts the silence off one segment whose samples arrive in chunks: before its first sound, and after its last. What is
 * left begins and ends with a fade, so that a cut within sound does not click.
 */
export class SilenceTrim {
  readonly #lead: number;
  readonly #trail: number;
  readonly #fade: number;
  readonly #longestTrail: number;
  /** Samples at the beginning that are no speech, whatever they hold. */
  #edge: number;
  #started = false;
  #dropped = 0;
  /** Silence that was not given out: it does not count unless sound follows it. */
  #held = new Float32Array(0);
  /** How much more silence after the last sound may be given out. */
  #trailLeft = 0;

  /** @param cutBefore the chunks begin within the silence before the segment, not at its very beginning */
  constructor(sampleRate: number, cutBefore = false) {
    const samples = (ms: number): number => Math.round((ms * sampleRate) / 1000);
    this.#lead = samples(keptLeadMs);
    this.#trail = samples(keptTrailMs);
    this.#fade = samples(fadeMs);
    this.#longestTrail = samples(longestTrailMs);
    this.#edge = cutBefore ? samples(edgeMs) : 0;
  }

  /** Samples cut off before the first sound; final once samples were given out. */
  get dropped(): number {
    return this.#dropped;
  }

  /**
   * The samples of the segment that can be played after another chunk; maybe none.
   * @param remaining how many samples of the segment come after this chunk: 0 ends it.
   */
  push(chunk: Float32Array, remaining: number): Float32Array<ArrayBuffer> {
    chunk.fill(0, 0, this.#edge);
    this.#edge = Math.max(0, this.#edge - chunk.length);
    const samples = joined(this.#held, chunk);
    const opens = !this.#started;
    const start = opens ? this.#open(samples) : 0;
    if (!this.#started) {
      this.#held = samples.slice(start);
      return new Float32Array(0);
    }
    const end = this.#endOf(samples, remaining);
    const out = samples.slice(start, end);
    this.#held = samples.slice(end);
    if (opens) fade(out, this.#fade, 0);
    if (remaining === 0) fade(out, this.#fade, out.length - 1);
    return out;
  }

  /** Looks for the first sound; returns where the segment starts, or may start when none has come yet. */
  #open(samples: Float32Array): number {
    const first = samples.findIndex(isAudible);
    this.#started = first >= 0;
    const start = Math.max(0, (this.#started ? first : samples.length) - this.#lead);
    this.#dropped += start;
    return start;
  }

  #endOf(samples: Float32Array, remaining: number): number {
    const afterSound = samples.findLastIndex(isAudible) + 1;
    const allowed = afterSound > 0 ? afterSound + this.#trail : this.#trailLeft;
    // Only near the segment's end may silence be its end; elsewhere it is a pause of the voice and must not be late.
    const end = remaining > this.#longestTrail ? samples.length : Math.min(samples.length, allowed);
    this.#trailLeft = Math.max(0, allowed - end);
    return end;
  }
}

/** Index of the first sample that can be heard; the length where there is none. */
export function firstAudible(samples: Float32Array): number {
  const first = samples.findIndex(isAudible);
  return first < 0 ? samples.length : first;
}

/** How many samples at the end cannot be heard. */
export function silenceAtEnd(samples: Float32Array): number {
  return samples.length - 1 - samples.findLastIndex(isAudible);
}

function isAudible(sample: number): boolean {
  return Math.abs(sample) > audibleLevel;
}

/** Samples rise from nothing with their distance from an index. */
function fade(samples: Float32Array, length: number, silentAt: number): void {
  const last = Math.min(length, samples.length);
  for (let distance = 0; distance < last; distance++) {
    const index = silentAt === 0 ? distance : silentAt - distance;
    samples[index]! *= distance / length;
  }
}

export function joined(before: Float32Array, after: Float32Array): Float32Array {
  if (before.length === 0) return after;
  const all = new Float32Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}
