/** Long enough to hide a step, too short to be heard as a fade. */
const RAMP_MS = 4;

/** Volume, moving in short ramps so that neither a change of it nor a beginning in mid-word clicks. */
export class Gain {
  readonly #step: number;
  #level: number;

  constructor(
    sampleRate: number,
    public volume: number,
  ) {
    this.#step = 1000 / (RAMP_MS * sampleRate);
    this.#level = volume;
  }

  /** The next samples come after silence and rise from it. */
  fadeIn(): void {
    this.#level = 0;
  }

  /** Changes the samples in place. */
  apply(samples: Float32Array): void {
    let i = 0;
    for (; i < samples.length && this.#level !== this.volume; i++) {
      const toGo = this.volume - this.#level;
      this.#level = Math.abs(toGo) <= this.#step ? this.volume : this.#level + Math.sign(toGo) * this.#step;
      samples[i]! *= this.#level;
    }
    if (this.#level !== 1) for (; i < samples.length; i++) samples[i]! *= this.#level;
  }
}
