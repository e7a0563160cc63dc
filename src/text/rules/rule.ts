import type { Accent, Boundary } from '../sentence.js';
import type { SpokenSymbols } from '../../protocol/reading.js';

/** A word that is to be said, where it differs from how it is written. */
export interface Said {
  readonly word: string;
  /** Say the letters' names. */
  readonly letters?: boolean;
  /** Where in the match it is written; the whole match if left out. */
  readonly from?: number;
  readonly to?: number;
  /** A pause after it. */
  readonly pause?: ',';
  readonly boundary?: Boundary;
}

export interface Place {
  readonly text: string;
  /** Where the match begins. */
  readonly from: number;
  /** The word before, in lower case; empty at the start of the sentence. */
  readonly previous: string;
  readonly accent: Accent;
  /** It is code: every sign counts. */
  readonly code: boolean;
  readonly symbols: SpokenSymbols;
}

/** A way of writing something that is said in other words. */
export interface Rule {
  /** Sticky. */
  readonly pattern: RegExp;
  /** Letters that a match may begin with; any letter if left out. It only saves time. */
  readonly letters?: string;
  /** The words for a match, or undefined if it means something else here. */
  say(match: RegExpExecArray, place: Place): readonly Said[] | undefined;
}

/** Ordinary words, separated by spaces. */
export const words = (text: string): Said[] =>
  text
    .split(/[\s-]+/u)
    .filter((word) => word !== '')
    .map((word) => (/^[A-Z]$/u.test(word) ? { word, letters: true } : { word }));
