import { monotonicMs } from '../metrics/clock.js';
import type { OutputProgress } from './output.js';

/**
 * What is probably heard of samples whose device says nothing: they play one after the other from the moment they came,
 * at the machine's clock.
 */
export class EstimatedProgress {
  #handed = 0;
  #gaps = 0;
  #finishing = false;
  /** When the last sample will have been heard; undefined before the first. */
  #dryAtMs: number | undefined;

  constructor(private readonly sampleRate: number) {}

  /** @param startMs When the first of them sounds, unless others are still to be heard by then. */
  hand(samples: number, startMs = monotonicMs()): void {
    if (samples === 0) return;
    if (this.#dryAtMs !== undefined && this.#dryAtMs < startMs) this.#gaps++;
    this.#dryAtMs = Math.max(this.#dryAtMs ?? startMs, startMs) + (samples * 1000) / this.sampleRate;
    this.#handed += samples;
  }

  /** The end will be told by `finish`: until then the last sample is not taken for heard. */
  awaitFinish(): void {
    this.#finishing = true;
  }

  /** For how long everything should have been heard. */
  get overdueMs(): number {
    return Math.max(monotonicMs() - (this.#dryAtMs ?? Infinity), 0);
  }

  /**
   * Everything handed over so far has been heard.
   * @param followed More is there already, so that the silence until it begins is no gap of the reading.
   */
  finish(followed = false): void {
    this.#finishing = false;
    this.#dryAtMs = followed ? undefined : monotonicMs();
  }

  get progress(): OutputProgress {
    const nowMs = monotonicMs();
    const aheadMs = Math.max((this.#dryAtMs ?? nowMs) - nowMs, 0);
    const handedMs = (this.#handed * 1000) / this.sampleRate;
    const estimated = Math.ceil((aheadMs * this.sampleRate) / 1000);
    const ahead = Math.min(Math.max(estimated, this.#finishing ? 1 : 0), this.#handed);
    return {
      handed: this.#handed,
      heard: this.#handed - ahead,
      clockMs: nowMs + Math.max(aheadMs - handedMs, 0),
      playing: ahead > 0,
      dry: ahead === 0 && this.#dryAtMs !== undefined,
      gaps: this.#gaps,
    };
  }
}
