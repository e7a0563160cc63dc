/** Which English the voice speaks. */
export type Accent = 'us' | 'gb';

/** How strongly speech may be cut after a word, strongest last. */
export type Boundary = 'none' | 'space' | 'comma' | 'clause' | 'sentence' | 'paragraph';

/** A word as it is spoken. One source word may become several (`42` → "forty" "two"); then they share offsets. */
export interface SpokenWord {
  /** UTF-16 offsets into the source. */
  readonly start: number;
  readonly end: number;
  /** Ordinary words and sentence punctuation: what would be said. */
  readonly spoken: string;
  /** Phonemes of the model's alphabet, with the punctuation around the word, without the space between words. */
  readonly phonemes: string;
  /** The strongest cut allowed after this word; `none` inside a number, an identifier or a name. */
  readonly boundary: Boundary;
}

/** One sentence of the source. Sentences follow each other in source order and never overlap. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly words: readonly SpokenWord[];
  /** Pause after it. */
  readonly boundary: Boundary & ('clause' | 'sentence' | 'paragraph');
}
