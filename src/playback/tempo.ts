/** Rates that differ by less than this are the same. */
const SAME = 1e-3;

/**
 * How fast the samples of a reading are played: the speed that is wanted by that at which they were made. A rate of 2
 * plays twice as fast as they are.
 */
export class Tempo {
  /** Where the speed changes at which samples were made. */
  readonly #made: { readonly first: number; readonly speed: number }[] = [];

  /** @param speed 1 is the voice's own pace. */
  constructor(public speed: number) {}

  /** The samples from an index on were made at a speed. */
  made(first: number, speed: number): void {
    if (this.#made.at(-1)?.speed !== speed) this.#made.push({ first, speed });
  }

  /** The rate of a sample, and the first sample after it that may have another one. */
  at(index: number): { readonly rate: number; readonly until: number } {
    const next = this.#made.findIndex(({ first }) => first > index);
    const run = this.#made.at(next < 0 ? -1 : Math.max(0, next - 1));
    const rate = this.speed / (run?.speed ?? this.speed);
    return { rate: Math.abs(rate - 1) < SAME ? 1 : rate, until: next < 0 ? Infinity : this.#made[next]!.first };
  }

  /** How many samples the device plays for those of [from, to); negative when `from` is after `to`. */
  played(from: number, to: number): number {
    let played = 0;
    for (let at = from; at < to;) {
      const { rate, until } = this.at(at);
      const end = Math.min(to, until);
      played += (end - at) / rate;
      at = end;
    }
    return from > to ? (to - from) / this.at(to).rate : played;
  }
}
