import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Accent } from '../sentence.js';
import { splitCompound } from './compounds.js';
import { inflections, withS } from './endings.js';
import { phonemesOf, parseRespellings, respelling, type Respellings } from './respellings.js';
import { emphasised, functionWord, type Following } from './functionWords.js';
import { LetterToSound, parseContextTree } from './letterToSound.js';
import { Lexicon, type LexiconEntry } from './lexicon.js';
import { atLeastLight, atMostLight, stressLast, strong } from './stress.js';

/** Where a pronunciation comes from, surest first. */
export type Means = 'lexicon' | 'ending' | 'letters' | 'compound' | 'guess';

export interface Pronunciation {
  /** What is said, in ordinary words: `H T T P` for `HTTP`. */
  readonly spoken: string;
  readonly phonemes: string;
  readonly by: Means;
}

export interface WordContext {
  readonly following: Following;
  /** Part of speech, in the lexicon's words (`NOUN`, `VERB`, `VBD`, …), if it is known. */
  readonly tag?: string | undefined;
  /** The words around are in capitals too: they are no acronyms. */
  readonly shouting?: boolean;
}

const alone: WordContext = { following: { vowel: undefined, word: '' } };

/** Words are remembered up to this many; texts repeat themselves. */
const cacheSize = 5000;

/** How words of English sound in one accent. */
export class English {
  readonly #homographs = new Map<string, boolean>();
  readonly #cache = new Map<string, readonly Pronunciation[]>();

  constructor(
    readonly accent: Accent,
    private readonly lexicon: Lexicon,
    private readonly guess: LetterToSound,
    /** First come those that win. */
    private readonly respellings: readonly Respellings[] = [],
  ) {}

  /** The same English with the user's own pronunciations (see respellings.ts), which win over all others. */
  withPronunciations(entries: Readonly<Record<string, string>>): English {
    const own = new Map(Object.entries(entries).map(([word, saying]) => [word.trim(), saying.trim()]));
    return new English(this.accent, this.lexicon, this.guess, [own, ...this.respellings]);
  }

  /** Is it listed as one word, however it looks? */
  isName(word: string): boolean {
    return (
      this.respellings.some((entries) => entries.has(word)) ||
      (/\p{Lu}.*\p{Lu}/u.test(word) && !!this.lexicon.find(word))
    );
  }

  /**
   * Says one word: letters with apostrophes inside, any case; letters that English does not have are dropped. There may be
   * several words to say for one that is written.
   */
  say(word: string, context: WordContext = alone): readonly Pronunciation[] {
    const key = `${word} ${context.tag ?? ''} ${context.following.vowel === undefined} ${context.shouting === true}`;
    const known = this.#cache.get(key);
    if (known) return known;
    const respelt = this.#respelt(word, context);
    if (!respelt) {
      const lower = word.toLowerCase();
      const weak = word === 'A' ? undefined : functionWord(lower, context.following, this.accent);
      if (weak !== undefined && !(isCapitals(word) && word.length > 1 && !emphasised.has(lower))) {
        return [{ spoken: word, phonemes: weak, by: 'lexicon' }];
      }
    }
    const found = respelt ?? [this.#single(word, context)];
    if (this.#cache.size >= cacheSize) this.#cache.clear();
    this.#cache.set(key, found);
    return found;
  }

  #single(word: string, context: WordContext): Pronunciation {
    if (/^[A-Z]{2,}s$/u.test(word)) return this.#plural(word);
    return isCapitals(word) && word.length > 1 ? this.#capitals(word, context) : this.#word(word, context);
  }

  /** As a lexicon of sayings has it; `within` are the words that led here, which are not looked up again. */
  #respelt(word: string, context: WordContext, within: readonly string[] = []): Pronunciation[] | undefined {
    if (within.includes(word) || within.length > 3) return undefined;
    const stem = word.replace(/['’]s$/u, '');
    for (const entries of this.respellings) {
      const saying = respelling(word, entries);
      if (saying !== undefined && saying !== '') return this.#inWords(word, saying, context, [...within, word]);
      const possessed = stem === word ? undefined : respelling(stem, entries);
      if (possessed === undefined || possessed === '') continue;
      const said = this.#inWords(stem, possessed, context, [...within, word]);
      const last = said.at(-1)!;
      return [
        ...said.slice(0, -1),
        { ...last, spoken: `${last.spoken}'s`, phonemes: withS(last.phonemes, this.accent) },
      ];
    }
    return undefined;
  }

  #inWords(word: string, saying: string, context: WordContext, within: readonly string[]): Pronunciation[] {
    if (/^\/.*\/$/u.test(saying)) {
      return [{ spoken: word, phonemes: phonemesOf(saying.slice(1, -1), this.accent), by: 'lexicon' }];
    }
    // Letters that follow each other are one word.
    const parts = saying.match(/(?<!\S)[A-Z]s?(?: [A-Z]s?)*(?!\S)|\S+/gu) ?? [];
    const said = parts.flatMap((part): readonly Pronunciation[] => {
      if (/^[A-Z](?: [A-Z])*$/u.test(part)) return [{ ...this.spell(part), by: 'lexicon' }];
      if (/^[A-Z](?: [A-Z])*s$/u.test(part)) return [{ ...this.#plural(part.replaceAll(' ', '')), by: 'lexicon' }];
      const known = this.#respelt(part, context, within);
      return known ?? [{ ...this.#single(part, parts.length > 1 ? alone : context), by: 'lexicon' }];
    });
    // So is a run-together word.
    if (
      parts.join('').toLowerCase() === word.toLowerCase() &&
      !parts.some((part) => /^[A-Z]s?\b/u.test(part) && part.length < 3)
    ) {
      const sounds = said.map(({ phonemes }, i) => (i === 0 ? phonemes : atMostLight(phonemes)));
      return [{ spoken: word, phonemes: sounds.join(''), by: 'lexicon' }];
    }
    return said;
  }

  /** Does it sound differently in different parts of speech? */
  isHomograph(word: string): boolean {
    const known = this.#homographs.get(word);
    if (known !== undefined) return known;
    const found = (this.#find(word)?.byTag.size ?? 0) > 0;
    if (this.#homographs.size >= cacheSize) this.#homographs.clear();
    this.#homographs.set(word, found);
    return found;
  }

  /** Says letters one by one. */
  spell(letters: string): Pronunciation {
    const capitals = Array.from(letters.toUpperCase()).filter((letter) => letter >= 'A' && letter <= 'Z');
    const names = capitals.map((letter) => this.lexicon.find(letter)!.phonemes);
    return { spoken: capitals.join(' '), phonemes: stressLast(names), by: 'letters' };
  }

  /** Can the word be said without guessing or cutting it up? */
  knows(word: string): boolean {
    const lower = word.toLowerCase();
    return this.#find(lower) !== undefined || this.#inflected(lower, alone) !== undefined;
  }

  /** `URLs` */
  #plural(word: string): Pronunciation {
    const singular = word.slice(0, -1);
    const { spoken, phonemes, by } = singular.length > 1 ? this.#capitals(singular, alone) : this.spell(singular);
    return { spoken: `${spoken}s`, phonemes: withS(phonemes, this.accent), by };
  }

  #capitals(word: string, context: WordContext): Pronunciation {
    const lower = word.toLowerCase();
    const exact = this.lexicon.find(word);
    const spelt = exact?.byTag.get('NOUN') === '' && !emphasised.has(lower);
    if (spelt && context.shouting !== true) return this.spell(word);
    if (exact && !spelt) return { spoken: word, phonemes: exact.phonemes, by: 'lexicon' };
    const asWord = emphasised.has(lower) || context.shouting === true || this.#isListed(lower);
    if (asWord || word.length > 5) {
      const said = this.#word(lower, context);
      if (asWord || said.by !== 'guess' || /[AEIOUY]/u.test(word)) {
        return { ...said, spoken: said.by === 'letters' ? said.spoken : word, phonemes: strong(said.phonemes) };
      }
    }
    return this.spell(word);
  }

  #word(word: string, context: WordContext): Pronunciation {
    const lower = word.toLowerCase();
    if (word.length === 1) return this.spell(word);
    const entry = this.#find(word) ?? this.#find(lower);
    if (entry) return this.#said(word, choose(entry, context), 'lexicon');
    const inflected = this.#inflected(lower, context);
    if (inflected !== undefined) return this.#said(word, inflected, 'ending');
    const compound = this.#compound(lower) ?? this.#inflectedCompound(lower);
    if (compound !== undefined) return this.#said(word, compound, 'compound');
    const letters = lower.replace(/[^a-z]/gu, '');
    if (isPronounceable(letters)) return this.#said(word, this.guess.say(letters), 'guess');
    // `nrows`: a letter before a word.
    const rest = letters.slice(1);
    if (rest.length < shortestRest || !(this.#isPart(rest) || this.#compound(rest) !== undefined)) {
      return letters.length > longestSpelt ? this.#said(word, this.guess.say(letters), 'guess') : this.spell(letters);
    }
    const letter = this.spell(letters.slice(0, 1));
    return { spoken: `${letter.spoken} ${rest}`, phonemes: letter.phonemes + this.#partSound(rest), by: 'compound' };
  }

  /** Checked by people, as it is or as the stem of a longer word. */
  #isListed(lower: string): boolean {
    if (this.#find(lower)?.unchecked === false) return true;
    return (
      lower.length > 4 &&
      inflections(lower).some(({ stems }) => stems.some((stem) => this.#find(stem)?.unchecked === false))
    );
  }

  #compound(lower: string): string | undefined {
    const parts = splitCompound(lower, (part) => this.#isPart(part));
    if (!parts) return undefined;
    const sounds = parts.map((part) => this.#partSound(part));
    return sounds.map((sound, i) => (i === 0 ? sound : atMostLight(sound))).join('');
  }

  /** `framebuffers` */
  #inflectedCompound(lower: string): string | undefined {
    for (const { stems, add } of inflections(lower)) {
      for (const stem of stems) {
        const sound = (this.#isPart(stem) ? this.#partSound(stem) : undefined) ?? this.#compound(stem);
        if (sound !== undefined) return add(sound, this.accent);
      }
    }
    return undefined;
  }

  #said(word: string, phonemes: string, by: Means): Pronunciation {
    return { spoken: word, phonemes: isCapitalised(word) ? atLeastLight(phonemes) : phonemes, by };
  }

  /** As written, else in the other case: names are listed with a capital, all other words without. */
  #find(word: string): LexiconEntry | undefined {
    const entry = this.lexicon.find(word) ?? this.lexicon.find(swapCase(word));
    return entry && entry.phonemes !== '' && word.length > 1 ? entry : undefined;
  }

  #inflected(lower: string, context: WordContext): string | undefined {
    for (const { stems, add } of inflections(lower)) {
      for (const stem of stems) {
        const entry = this.#find(stem);
        if (entry) return add(choose(entry, { ...context, tag: undefined }), this.accent);
      }
    }
    return undefined;
  }

  #partSound(part: string): string {
    const respelt = this.#respelt(part, alone);
    return respelt?.length === 1 && !/^[A-Z]\b/u.test(respelt[0]!.spoken)
      ? respelt[0]!.phonemes
      : this.#word(part, alone).phonemes;
  }

  #isPart(part: string): boolean {
    const entry = this.lexicon.find(part);
    if (entry) return !entry.unchecked;
    if (this.respellings.some((entries) => entries.get(part)?.startsWith('/'))) return true;
    return part.length > 5 && this.#inflected(part, alone) !== undefined;
  }
}

/** The pronunciation that fits: before a pause, by part of speech, by its family (`VBD` is a `VERB`). */
function choose({ phonemes, byTag }: LexiconEntry, { following, tag }: WordContext): string {
  const beforePause = following.vowel === undefined ? byTag.get('None') : undefined;
  const family = tag?.startsWith('VB') ? 'VERB' : tag;
  return beforePause ?? byTag.get(tag ?? '') ?? byTag.get(family ?? '') ?? phonemes;
}

/** Longer words without vowels are said as well as may be: nobody listens to ten letters. */
const longestSpelt = 6;
const shortestRest = 3;

/** Does it begin and end as English words do, and has it a vowel? */
const isPronounceable = (letters: string): boolean =>
  letters.length > 2 && legalBeginning.test(letters) && !illegalEnding.test(letters);

const legalBeginning =
  /^(?:[^aeiouy]?[aeiouy]|(?:[bcfgkps]l|[bcdfgkptw]r|[cpstw]h|s[ckmnptvw]|[dt]w|gn|kn|ps|qu|s[cp]r|str|spl|sch|[cpst]hr)[aeiouy])/u;

/** Two stops or fricatives that do not go together, as in `cdf`. */
const illegalEnding = /(?!(?:ck|[cpfx]t|tz|bb|cc|dd|ff|gg|pp|tt|zz)$)[bcdfgjkpqtvxz][bcdfgjkmpqtvxz]$/u;

const isCapitals = (word: string) => /^[A-Z]+$/u.test(word);
const isCapitalised = (word: string) => /^[A-Z]/u.test(word);
const swapCase = (word: string) =>
  isCapitalised(word) ? word.toLowerCase() : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/**
 * Reads the lexicon and the letter-to-sound model of an accent from the package's folder of lexicons: some tens of
 * milliseconds, 5 MB of memory.
 */
export function loadEnglish(folder: string, accent: Accent): English {
  const read = (name: string) => brotliDecompressSync(readFileSync(join(folder, `${accent}.${name}.br`)));
  const words = new Lexicon(read('words'));
  const letters = new LetterToSound(parseContextTree(read('letters')));
  const developer = parseRespellings(readFileSync(join(folder, 'developer.txt'), 'utf8'));
  return new English(accent, words, letters, [developer]);
}
