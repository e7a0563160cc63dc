/**
 * Keeps account of what a device fetched: the samples it was given, and the silence it put in where there were none.
 * What it fetched is heard after the device's own buffer has been played.
 */
export class DeviceLedger {
  /** Samples fetched, silence not counted. */
  fetched = 0;
  /** Samples heard. */
  heard = 0;
  /** Stretches of silence between two samples. */
  gaps = 0;
  /** The last frame fetched was silence after samples. */
  dry = false;
  /** The last frame heard was a sample. */
  playing = false;
  /** Fetched and not heard yet, oldest first. */
  readonly #buffered: { readonly silent: boolean; frames: number }[] = [];
  #bufferedFrames = 0;

  /** @param bufferFrames How many frames the device fetches ahead of what is heard. */
  constructor(readonly bufferFrames: number) {}

  /** Takes in frames as the device fetched them: exactly 0 is silence that it put in. */
  fetch(frames: Float32Array): void {
    for (let from = 0; from < frames.length;) {
      const silent = frames[from] === 0;
      let to = from + 1;
      while (to < frames.length && (frames[to] === 0) === silent) to++;
      this.#fetchRun(silent, to - from);
      from = to;
    }
    while (this.#bufferedFrames > this.bufferFrames) this.#hear(this.#bufferedFrames - this.bufferFrames);
  }

  #fetchRun(silent: boolean, frames: number): void {
    if (silent) {
      this.dry ||= this.fetched > 0;
    } else {
      if (this.dry) this.gaps++;
      this.dry = false;
      this.playing ||= this.fetched === 0;
      this.fetched += frames;
    }
    this.#buffered.push({ silent, frames });
    this.#bufferedFrames += frames;
  }

  #hear(frames: number): void {
    const oldest = this.#buffered[0]!;
    const heard = Math.min(frames, oldest.frames);
    this.playing = !oldest.silent;
    if (!oldest.silent) this.heard += heard;
    oldest.frames -= heard;
    this.#bufferedFrames -= heard;
    if (oldest.frames === 0) this.#buffered.shift();
  }
}

/** What a sample of exactly 0 becomes on its way to the device: inaudible by any measure, yet no silence in the ledger. */
const ALMOST_ZERO = 2 ** -100;

/** Makes every sample tell from the silence that a device puts in. Changes the samples in place. */
export function markSamples(samples: Float32Array): void {
  for (let i = 0; i < samples.length; i++) if (samples[i] === 0) samples[i] = ALMOST_ZERO;
}
