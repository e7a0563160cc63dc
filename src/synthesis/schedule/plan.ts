import type { Boundary } from '../../text/sentence.js';
import type { Cuts } from './cuts.js';
import type { Forecast } from './forecast.js';

/** No buffer is fuller than this. */
const fullestMs = 120_000;
/** Buffers that differ by less are the same. */
const precisionMs = 0.5;

/**
 * Text that is still to be begun, and what buffer it needs so that sound does not run out until it has been spoken.
 *
 * There is one worker, and its jobs are done in the order of the text. Beginning a segment before the one in front of
 * it is decoded gains nothing: put off until right before its own first chunk, it ends no chunk later and some earlier.
 * So what is open is where to cut.
 */
export class Plan {
  #needed: readonly ReadonlyMap<number, number>[] | undefined;

  /**
   * @param sentences the one to go on with, from a word on, and those after it as far as one looks.
   * @param owedMs what has to be left of the buffer for the text behind them.
   */
  constructor(
    private readonly sentences: readonly Cuts[],
    private readonly fromWord: number,
    readonly forecast: Forecast,
    private readonly pauseAfterMs: (boundary: Boundary) => number,
    private readonly owedMs: number,
  ) {}

  /** Whether a buffer is enough for the text from a word of the first sentence on, cut in whatever way. */
  lasts(bufferMs: number, word = this.fromWord): boolean {
    if (bufferMs === -Infinity) return false;
    return this.#uncut(bufferMs, word) >= this.owedMs || bufferMs >= this.#neededFrom(word);
  }

  /** What is left when the first sentence was spoken up to a word, the pause after it included. */
  afterPiece(bufferMs: number, to: number): number {
    return this.#speak(bufferMs, this.sentences[0]!, this.fromWord, to);
  }

  #speak(bufferMs: number, cuts: Cuts, from: number, to: number): number {
    return this.forecast.speak(bufferMs, cuts.phonemes(from, to)) + this.pauseAfterMs(cuts.boundary(to));
  }

  /** What is left when no sentence is cut but those that the model cannot take whole. */
  #uncut(bufferMs: number, word: number): number {
    let from = word;
    for (const cuts of this.sentences) {
      while (from < cuts.length && bufferMs > -Infinity) {
        const to = cuts.endsAfter(from).at(-1)!;
        bufferMs = this.#speak(bufferMs, cuts, from, to);
        from = to;
      }
      from = 0;
    }
    return bufferMs;
  }

  #neededFrom(word: number): number {
    this.#needed ??= this.#solve();
    return this.#needed[0]?.get(word) ?? this.owedMs;
  }

  /**
   * The least buffer with which the text can be spoken from each place on where a piece may start, worked out from the
   * end: a piece needs as much as leaves what the place behind it needs.
   */
  #solve(): ReadonlyMap<number, number>[] {
    let afterMs = this.owedMs;
    return this.sentences
      .toReversed()
      .map((cuts) => {
        const needed = new Map([[cuts.length, afterMs]]);
        for (const start of [0, ...cuts.ends.slice(0, -1)].reverse()) {
          needed.set(start, this.#neededAt(cuts, start, needed));
        }
        afterMs = needed.get(0)!;
        return needed;
      })
      .reverse();
  }

  #neededAt(cuts: Cuts, start: number, neededBehind: ReadonlyMap<number, number>): number {
    let neededMs = Infinity;
    for (const end of cuts.endsAfter(start)) {
      const leaves = (bufferMs: number): boolean => this.#speak(bufferMs, cuts, start, end) >= neededBehind.get(end)!;
      const mostMs = Math.min(neededMs, fullestMs);
      if (leaves(mostMs)) neededMs = least(mostMs, leaves, precisionMs);
    }
    return neededMs;
  }
}

/** The least of [0, most] for which a condition holds that holds for all greater ones; `most` where none does. */
export function least(most: number, holds: (value: number) => boolean, precision: number): number {
  if (holds(0)) return 0;
  let low = 0;
  let high = most;
  while (high - low > precision) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
