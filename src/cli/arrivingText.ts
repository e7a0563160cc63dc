import type { TextPiece } from '../protocol/reading.js';
import { sentenceRanges } from '../text/sentenceRanges.js';

/** Less than this is no beginning: it would be over before the rest is there. */
const fewestCharacters = 15;

/** Text that comes bit by bit, cut where a voice may begin to read it before it has all come. */
export class ArrivingText {
  /** What has come and was not given out. */
  #rest = '';
  /** UTF-16 offset of its beginning in the whole. */
  #start = 0;

  /** Takes what came. @returns all sentences that are complete by now */
  push(text: string): TextPiece | undefined {
    this.#rest += text;
    const ranges = [...sentenceRanges(this.#rest)];
    // The last one may go on, unless a blank line follows.
    if (!/\n[^\S\n]*\n\s*$/u.test(this.#rest)) ranges.pop();
    const last = ranges.at(-1);
    return last && this.#take(last.to, last.boundary);
  }

  /** The clauses that are complete by now: for whoever does not want to wait for the sentence. */
  clause(): TextPiece | undefined {
    const sign = [...this.#rest.matchAll(/[,;:–—]\s/gu)].at(-1);
    return sign && sign.index >= fewestCharacters ? this.#take(sign.index + 1, 'clause') : undefined;
  }

  /** Whatever is left: nothing more comes. */
  end(): TextPiece | undefined {
    return this.#rest.trim() === '' ? undefined : this.#take(this.#rest.length, 'paragraph');
  }

  #take(length: number, ends: TextPiece['ends'] & string): TextPiece {
    const piece = { text: this.#rest.slice(0, length), start: this.#start, ends };
    this.#rest = this.#rest.slice(length);
    this.#start += length;
    return piece;
  }
}
