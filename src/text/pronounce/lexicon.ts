/** How a word is said, by part of speech. */
export interface LexiconEntry {
  readonly phonemes: string;
  /** No person has checked it. */
  readonly unchecked: boolean;
  /** By tag (`NOUN`, `VERB`, `ADJ`, `VBD`, `None` before a pause, …) where it differs; an empty one says: spell it. */
  readonly byTag: ReadonlyMap<string, string>;
}

const newline = 10;
const tab = 9;

/**
 * A pronunciation lexicon: one line a word, sorted by its bytes, fields separated by tabs (models/lexicons/README.md).
 * It stays the bytes that it was read as, and words are found by bisection: nothing to build, microseconds to ask.
 */
export class Lexicon {
  constructor(private readonly lines: Buffer) {}

  find(word: string): LexiconEntry | undefined {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const start = this.lines.lastIndexOf(newline, ((low + high) >> 1) - 1) + 1;
      const order = this.#compare(word, start);
      if (order === 0) return this.#entry(start + word.length + 1);
      if (order < 0) high = Math.max(low, start);
      else low = this.lines.indexOf(newline, start) + 1;
    }
    return undefined;
  }

  /** Negative if the word comes before the line that starts there. */
  #compare(word: string, start: number): number {
    for (let i = 0; i < word.length; i++) {
      const difference = word.charCodeAt(i) - this.lines[start + i]!;
      if (difference !== 0) return difference; // at the end of a shorter word in the file: a tab, before any letter
    }
    return tab - this.lines[start + word.length]!;
  }

  #entry(start: number): LexiconEntry {
    const line = this.lines.toString('utf8', start, this.lines.indexOf(newline, start));
    const [first = '', ...others] = line.split('\t');
    const unchecked = first.startsWith('~');
    return {
      phonemes: unchecked ? first.slice(1) : first,
      unchecked,
      byTag: new Map(others.map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)])),
    };
  }
}
