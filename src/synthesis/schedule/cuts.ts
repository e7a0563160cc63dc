import type { SplitKind } from '../../protocol/reading.js';
import type { Boundary, Sentence } from '../../text/sentence.js';

/** Words [from, to) of a sentence: what is synthesised as one segment. */
export interface Piece {
  readonly sentence: Sentence;
  readonly from: number;
  readonly to: number;
  /** Why it ends where it does; decides the pause after it. */
  readonly boundary: Boundary;
  readonly split: SplitKind;
  /** Length in phonemes, spaces between words included. */
  readonly phonemes: number;
}

/** Fewer phonemes than this are never cut off: they would cost a front end and gain next to no time. */
const fewestPhonemes = 8;

/** A sentence with the places where it may be cut. */
export class Cuts {
  /** Word indexes at which a piece may end, ascending; the last is the sentence's end. */
  readonly ends: readonly number[];
  /** Phonemes of the words before each index, each word with the space after it. */
  readonly #before: readonly number[];

  constructor(
    readonly sentence: Sentence,
    private readonly maxPhonemes: number,
  ) {
    const before = [0];
    for (const word of sentence.words) before.push(before.at(-1)! + word.phonemes.length + 1);
    this.#before = before;
    this.ends = this.#endsOf(sentence);
  }

  get length(): number {
    return this.sentence.words.length;
  }

  phonemes(from: number, to: number): number {
    return Math.max(0, this.#before[to]! - this.#before[from]! - 1);
  }

  characters(from: number, to: number): number {
    const { words } = this.sentence;
    return to > from ? words[to - 1]!.end - words[from]!.start : 0;
  }

  /** Ends of pieces that may start at a word: at least one, shortest first. */
  endsAfter(from: number): readonly number[] {
    const later = this.ends.filter((end) => end > from);
    const possible = later.filter((end) => this.phonemes(from, end) <= this.maxPhonemes);
    return possible.length > 0 ? possible : later.slice(0, 1);
  }

  boundary(to: number): Boundary {
    return to === this.length ? this.sentence.boundary : this.sentence.words[to - 1]!.boundary;
  }

  piece(from: number, to: number): Piece {
    const boundary = this.boundary(to);
    return { sentence: this.sentence, from, to, boundary, split: splitAt(boundary), phonemes: this.phonemes(from, to) };
  }

  #endsOf({ words }: Sentence): number[] {
    const all = words.map((_, index) => index + 1);
    const ends = all.filter(
      (end) =>
        end === words.length ||
        (words[end - 1]!.boundary !== 'none' &&
          this.phonemes(0, end) >= fewestPhonemes &&
          this.phonemes(end, words.length) >= fewestPhonemes),
    );
    // Nothing is ever truncated: where the model could not take what lies between two ends, any word may end a piece.
    return ends.flatMap((end, index) => {
      const start = ends[index - 1] ?? 0;
      return this.phonemes(start, end) <= this.maxPhonemes ? [end] : all.slice(start, end);
    });
  }
}

export function splitAt(boundary: Boundary): SplitKind {
  switch (boundary) {
    case 'paragraph':
    case 'sentence':
      return 'sentence';
    case 'clause':
    case 'comma':
      return 'clause';
    case 'space':
    case 'none':
      return 'words';
  }
}
