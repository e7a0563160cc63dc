import type { WordTime } from '../../protocol/reading.js';
import type { SpokenWord } from '../../text/sentence.js';
import { wordTimes } from '../wordTimes.js';

/** Phonemes of a sentence with what separates its words: what its length is in proportion to. */
export function unitsOf(words: readonly SpokenWord[]): number {
  return words.reduce((total, { phonemes }) => total + phonemes.length + 1, -1);
}

/**
 * When the words of a sentence are spoken, as far as that can be told from their phonemes. How long the sentence is may
 * turn out late, so they are given out as the sound arrives that they are in, and lie within the sound whatever comes.
 */
export class EstimatedWords {
  private readonly rest: WordTime[];
  private lastMs: number;

  /**
   * @param atMs where in the reading the sentence begins
   * @param unitMs how long each unit lasts
   */
  constructor(words: readonly SpokenWord[], { atMs, unitMs }: { readonly atMs: number; readonly unitMs: number }) {
    const phonemes = new Array<number>(unitsOf(words)).fill(1);
    const place = { atMs, audioMs: Infinity, droppedMs: 0, frameMs: unitMs };
    this.rest = wordTimes(words, { lead: 0, phonemes, trail: 0 }, place);
    this.lastMs = atMs;
  }

  /** Those that begin before a moment of the reading up to which there is sound now. */
  until(ms: number): WordTime[] {
    const later = this.rest.findIndex(({ atMs }) => atMs >= ms);
    const words = this.rest.splice(0, later < 0 ? this.rest.length : later);
    this.lastMs = words.at(-1)?.atMs ?? this.lastMs;
    return words;
  }

  /** The others, where the sentence turned out to be shorter: between the last one and its end. */
  atEnd(ms: number): WordTime[] {
    const words = this.rest.splice(0);
    const stepMs = Math.max(0, ms - this.lastMs) / (words.length + 1);
    return words.map((word, index) => ({ ...word, atMs: this.lastMs + (index + 1) * stepMs }));
  }
}
