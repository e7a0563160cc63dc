import { inRepository } from '../../../scripts/support/repository.js';
import { loadEnglish, readLexicon, type Means, type Pronunciation } from '../../../src/text/pronounce/english.js';
import { sentences } from '../../../src/text/sentences.js';
import { provide } from './download.js';
import type { Package } from './packages.js';
import { commentsBelow, hash } from './sources.js';

/** A word of comments with what is said for it. */
export interface CommentWord {
  readonly text: string;
  readonly said: string;
  readonly by: Means;
  count: number;
}

/** How the words of comments are pronounced. */
export class Coverage {
  comments = 0;
  total = 0;
  guessed = 0;
  readonly #words = new Map<string, CommentWord>();
  readonly #lexicon = readLexicon(lexicons, 'us');

  /** Share of the words that end in the letter-to-sound guess, in percent. */
  get guessedPercent(): number {
    return (100 * this.guessed) / Math.max(1, this.total);
  }

  add(text: string, said: readonly Pronunciation[]): void {
    this.total++;
    const by = said.find((part) => part.by === 'guess')?.by ?? said[0]!.by;
    if (by === 'guess') this.guessed++;
    const word = this.#words.get(text);
    if (word) word.count++;
    else this.#words.set(text, { text, said: said.map(show).join(' '), by, count: 1 });
  }

  /** Words that no published lexicon has in any case, each as likely as the others; another seed gives others. */
  unlisted(size: number, seed: number): CommentWord[] {
    const words = new Map<string, CommentWord>();
    for (const word of this.#words.values()) {
      const key = word.text.toLowerCase();
      if (key.length < 2 || this.#isListed(word.text) || (words.get(key)?.count ?? 0) >= word.count) continue;
      words.set(key, word);
    }
    return [...words.values()].sort((a, b) => hash(a.text, seed) - hash(b.text, seed)).slice(0, size);
  }

  /** Guessed words, the most frequent first. */
  mostGuessed(size: number): CommentWord[] {
    const guessed = [...this.#words.values()].filter(({ by }) => by === 'guess');
    return guessed.sort((a, b) => b.count - a.count).slice(0, size);
  }

  #isListed(word: string): boolean {
    const lower = word.toLowerCase();
    const capitalised = lower.charAt(0).toUpperCase() + lower.slice(1);
    return [word, lower, capitalised].some((form) => this.#lexicon.find(form) !== undefined);
  }
}

const lexicons = inRepository('models', 'lexicons');
const show = ({ spoken, phonemes }: Pronunciation) => `${spoken} /${phonemes}/`;

/** Reads the comments of packages, which are fetched where they are not there yet. */
export async function coverageOf(packages: readonly Package[]): Promise<Coverage> {
  const english = loadEnglish(lexicons, 'us');
  const coverage = new Coverage();
  const say = english.say.bind(english);
  english.say = (word, context) => {
    const said = say(word, context);
    coverage.add(word, said);
    return said;
  };
  for (const each of packages) {
    for await (const { text, languageId } of commentsBelow(await provide(each))) {
      coverage.comments++;
      // Each word passes `say`.
      Array.from(sentences([{ text, start: 0, form: 'comment' }], english, { languageId }));
    }
  }
  return coverage;
}
