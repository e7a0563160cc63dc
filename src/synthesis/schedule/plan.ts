import type { Boundary } from '../../text/sentence.js';
import type { Cuts } from './cuts.js';
import type { Forecast } from './forecast.js';

/**
 * Text that is still to be begun, and whether a buffer lasts until it has been spoken.
 *
 * There is one worker, and its jobs are done in the order of the text. Beginning a segment before the one in front of
 * it is decoded gains nothing: put off until right before its own first chunk, it ends no chunk later and some earlier.
 * So what is open is where to cut.
 */
export class Plan {
  /**
   * @param sentences the one to go on with, from a word on, and those after it as far as one looks.
   * @param owedMs what has to be left of the buffer for the text behind them.
   */
  constructor(
    private readonly sentences: readonly Cuts[],
    private readonly fromWord: number,
    private readonly forecast: Forecast,
    private readonly pauseAfterMs: (boundary: Boundary) => number,
    private readonly owedMs: number,
  ) {}

  /** Whether some way of cutting the text keeps a buffer from running empty. */
  lasts(bufferMs: number): boolean {
    return this.#uncut(bufferMs) >= this.owedMs || this.#fullest(bufferMs) >= this.owedMs;
  }

  /** What is left when a piece was spoken that ends before a word of the first sentence, its pause included. */
  afterPiece(bufferMs: number, to: number): number {
    const cuts = this.sentences[0]!;
    return this.forecast.speak(bufferMs, cuts.phonemes(this.fromWord, to)) + this.pauseAfterMs(cuts.boundary(to));
  }

  /** The plan for the text behind a piece that ends before a word of the first sentence. */
  behind(to: number): Plan {
    const ended = to === this.sentences[0]?.length;
    return new Plan(
      ended ? this.sentences.slice(1) : this.sentences,
      ended ? 0 : to,
      this.forecast,
      this.pauseAfterMs,
      this.owedMs,
    );
  }

  /** What is left when no sentence is cut but those that the model cannot take whole. */
  #uncut(bufferMs: number): number {
    const to = this.sentences[0]?.endsAfter(this.fromWord).at(-1);
    if (to === undefined || bufferMs === -Infinity) return bufferMs;
    return this.behind(to).#uncut(this.afterPiece(bufferMs, to));
  }

  /**
   * The most that can be left. A fuller buffer at a place in the text is never worse than a lower one, so the fullest
   * at each place is all that has to be known to find the fullest at the next.
   */
  #fullest(bufferMs: number): number {
    let fromWord = this.fromWord;
    for (const cuts of this.sentences) {
      const fullest = new Map([[fromWord, bufferMs]]);
      for (const start of [fromWord, ...cuts.ends.filter((end) => end > fromWord && end < cuts.length)]) {
        const before = fullest.get(start) ?? -Infinity;
        if (before === -Infinity) continue;
        for (const end of cuts.endsAfter(start)) {
          const after = this.forecast.speak(before, cuts.phonemes(start, end)) + this.pauseAfterMs(cuts.boundary(end));
          fullest.set(end, Math.max(after, fullest.get(end) ?? -Infinity));
        }
      }
      bufferMs = fullest.get(cuts.length) ?? bufferMs;
      if (bufferMs === -Infinity) break;
      fromWord = 0;
    }
    return bufferMs;
  }
}

/** The least of [0, most] for which a condition holds that holds for all greater ones, to within 2; `most` where none does. */
export function least(most: number, holds: (value: number) => boolean): number {
  if (holds(0)) return 0;
  let low = 0;
  let high = most;
  while (high - low > 2) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
