import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { latin } from '../latin.js';
import type { Accent } from '../sentence.js';
import { isCapitals, isSayable, isStrand, longestStrand } from './capitals.js';
import { splitCompound } from './compounds.js';
import { inflections, withEd, withIng, withS } from './endings.js';
import { phonemesOf, parseRespellings, respelling, type Respellings } from './respellings.js';
import { emphasised, functionWord, longestWeak, type Following } from './functionWords.js';
import { LetterToSound, parseContextTree } from './letterToSound.js';
import { Lexicon, type LexiconEntry } from './lexicon.js';
import { hasLegalEnding, isPronounceable, mixedParts } from './mixedWords.js';
import { atLeastLight, runTogether, stressLast, strong } from './stress.js';

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

/** The word, with whatever of its context makes it sound otherwise: nothing, as a rule. */
function cacheKey(word: string, { following, tag, shouting }: WordContext): string {
  let key = word;
  if (following.vowel === undefined) key += ' .';
  else if (following.vowel && word.length <= longestWeak) key += ' V';
  if (following.word === 'to' && word.length === longestWeak) key += ' to';
  if (tag !== undefined) key += ` ${tag}`;
  return shouting === true ? `${key} !` : key;
}

/** How words of English sound in one accent. */
export class English {
  readonly #homographs = new Map<string, boolean>();
  readonly #cache = new Map<string, readonly Pronunciation[]>();
  /** First come those that win. */
  readonly #respellings: readonly Respellings[];

  constructor(
    readonly accent: Accent,
    private readonly lexicon: Lexicon,
    private readonly guess: LetterToSound,
    private readonly developer: Respellings = new Map(),
    private readonly own: Respellings = new Map(),
  ) {
    this.#respellings = [own, developer];
  }

  /** The same English with the user's own pronunciations (see respellings.ts), which win over all others. */
  withPronunciations(entries: Readonly<Record<string, string>>): English {
    const own = new Map(Object.entries(entries).map(([word, saying]) => [latin(word.trim()), saying.trim()]));
    return new English(this.accent, this.lexicon, this.guess, this.developer, own);
  }

  /** Does the user say how this word is pronounced? */
  isOwn(word: string): boolean {
    return this.own.size > 0 && (respelling(latin(word), this.own) ?? '') !== '';
  }

  /** Is it listed as one word, however it looks? */
  isName(word: string): boolean {
    return (
      this.#respellings.some((entries) => entries.has(word)) ||
      (/\p{Lu}.*\p{Lu}/u.test(word) && !!this.lexicon.find(word))
    );
  }

  /**
   * Says one word: letters with apostrophes inside, any case; letters that English does not have are dropped. There may be
   * several words to say for one that is written.
   */
  say(word: string, context: WordContext = alone): readonly Pronunciation[] {
    const key = cacheKey(word, context);
    const known = this.#cache.get(key);
    if (known) return known;
    const found = this.#respelt(word, context) ?? this.#weak(word, context) ?? this.#single(word, context);
    if (this.#cache.size >= cacheSize) this.#cache.clear();
    this.#cache.set(key, found);
    return found;
  }

  /** A word that is hardly ever stressed. */
  #weak(word: string, { following }: WordContext): readonly Pronunciation[] | undefined {
    const lower = word.toLowerCase();
    const phonemes = word === 'A' ? undefined : functionWord(lower, following, this.accent);
    if (phonemes === undefined || (isCapitals(word) && word.length > 1 && !emphasised.has(lower))) return undefined;
    return [{ spoken: word, phonemes, by: 'lexicon' }];
  }

  #single(word: string, context: WordContext): readonly Pronunciation[] {
    const ended = /^(.*[A-Za-z])['’](s|d)$/u.exec(word) ?? /^([A-Z]{2,})(?:['’]?(ed|ing)|s)$/u.exec(word);
    if (ended && !this.#find(word)) return this.#ended(word, ended[1]!, ended[2]);
    const said = isCapitals(word) && word.length > 1 ? this.#capitals(word, context) : this.#word(word, context);
    const isSure = said.every(({ by }) => by === 'lexicon' || (by === 'letters' && isCapitals(word)));
    const isLikely = said.every(({ by }) => by === 'ending' || by === 'compound');
    if (isSure) return said;
    const inflected = this.#inflectedSaying(word, isLikely ? longEnough : 0);
    return inflected ?? (isLikely ? said : (this.#mixed(word) ?? said));
  }

  /** `IBM's`, `URLs`, `ACKed`: an ending on what is said for the rest. */
  #ended(word: string, stem: string, ending: string | undefined): Pronunciation[] {
    const said = this.#respelt(stem, alone) ?? (stem.length > 1 ? this.#single(stem, alone) : [this.spell(stem)]);
    const add = { d: withEd, ed: withEd, ing: withIng }[ending ?? ''] ?? withS;
    const written = word.slice(stem.length);
    return said.map((part, i) =>
      i < said.length - 1
        ? part
        : { ...part, spoken: part.spoken + written, phonemes: add(part.phonemes, this.accent) },
    );
  }

  /** `chdirs`: an ending on a word that is said otherwise. */
  #inflectedSaying(word: string, shortest: number): Pronunciation[] | undefined {
    for (const { stems, add } of inflections(word.toLowerCase())) {
      const stem = stems.find((each) => each.length >= shortest && this.#isRespelt(each));
      const said = stem === undefined ? undefined : this.#respelt(stem, alone);
      const last = said?.at(-1);
      if (!said || !last || stem === undefined || (add !== withS && last.spoken !== stem)) continue;
      const spoken = last.spoken === stem ? word : pluralOf(last.spoken);
      return [...said.slice(0, -1), { spoken, phonemes: add(last.phonemes, this.accent), by: 'ending' }];
    }
    return undefined;
  }

  /** `openssl`: words that are run together with what is said otherwise or spelt. */
  #mixed(word: string): Pronunciation[] | undefined {
    const parts = mixedParts(word.toLowerCase().replace(/[^a-z]/gu, ''), {
      isWord: (part) => this.#isPart(part),
      isKnown: (part) => this.#isPart(part) || this.#inflected(part, alone) !== undefined,
      isRespelt: (part) => this.#isRespelt(part),
      isName: isCapitalised(word) && !isCapitals(word),
    });
    return parts && this.#joined(parts);
  }

  /** Parts of one word: those that are said as they are written form one word, the others stand alone. */
  #joined(parts: readonly string[]): Pronunciation[] {
    const said: Pronunciation[] = [];
    let isOpen = false;
    for (const part of parts) {
      const sayings = isCapitals(part) ? [this.spell(part)] : (this.#respelt(part, alone) ?? this.#word(part, alone));
      const [{ spoken, phonemes }, ...more] = sayings as [Pronunciation, ...Pronunciation[]];
      const isPlain = more.length === 0 && spoken === part && !isCapitals(part);
      const before = said.at(-1);
      if (isPlain && isOpen && before) {
        said[said.length - 1] = {
          spoken: before.spoken + spoken,
          phonemes: runTogether(before.phonemes, phonemes),
          by: 'compound',
        };
      } else {
        said.push(...sayings.map((each) => ({ ...each, by: each.by === 'guess' ? each.by : ('compound' as const) })));
      }
      isOpen = isPlain;
    }
    return said;
  }

  #isRespelt(word: string): boolean {
    return this.#respellings.some((entries) => entries.has(word));
  }

  /** As above, in the case that the entry holds for. */
  #isSaid(word: string): boolean {
    return this.#respellings.some((entries) => (respelling(word, entries) ?? '') !== '');
  }

  /** As a lexicon of sayings has it; `within` are the words that led here, which are not looked up again. */
  #respelt(word: string, context: WordContext, within: readonly string[] = []): Pronunciation[] | undefined {
    if (within.includes(word) || within.length > 3) return undefined;
    for (const entries of this.#respellings) {
      const saying = respelling(word, entries);
      if (saying !== undefined && saying !== '') return this.#inWords(word, saying, context, [...within, word]);
    }
    const owner = /^(.+)['’]s$/u.exec(word)?.[1];
    return owner !== undefined && this.#isSaid(owner) ? this.#ended(word, owner, 's') : undefined;
  }

  #inWords(word: string, saying: string, context: WordContext, within: readonly string[]): Pronunciation[] {
    if (/^\/.*\/$/u.test(saying)) {
      return [{ spoken: word, phonemes: phonemesOf(saying.slice(1, -1), this.accent), by: 'lexicon' }];
    }
    // Letters that follow each other are one word.
    const parts = saying.replaceAll('-', ' ').match(/(?<!\S)[A-Z]s?(?: [A-Z]s?)*(?!\S)|\S+/gu) ?? [];
    const said = parts.flatMap((part): readonly Pronunciation[] => {
      if (/^[A-Z](?: [A-Z])*$/u.test(part)) return [{ ...this.spell(part), by: 'lexicon' }];
      if (/^[A-Z](?: [A-Z])*s$/u.test(part)) {
        const { spoken, phonemes } = this.spell(part.slice(0, -1));
        return [{ spoken: `${spoken}s`, phonemes: withS(phonemes, this.accent), by: 'lexicon' }];
      }
      const known = this.#respelt(part, context, within) ?? this.#single(part, parts.length > 1 ? alone : context);
      return known.map((each) => ({ ...each, by: 'lexicon' }));
    });
    // So is a run-together word.
    if (
      parts.join('').toLowerCase() === word.toLowerCase() &&
      said.length === parts.length &&
      said.every(({ spoken }, i) => spoken === parts[i] && !/^[A-Z]s?$/u.test(spoken))
    ) {
      return [{ spoken: word, phonemes: said.map(({ phonemes }) => phonemes).reduce(runTogether), by: 'lexicon' }];
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

  #capitals(word: string, context: WordContext): readonly Pronunciation[] {
    const lower = word.toLowerCase();
    const exact = this.lexicon.find(word);
    const spelt = exact?.byTag.get('NOUN') === '' && !emphasised.has(lower);
    if (spelt && context.shouting !== true) return [this.spell(word)];
    if (exact && !spelt) return [{ spoken: word, phonemes: exact.phonemes, by: 'lexicon' }];
    const asWord = emphasised.has(lower) || context.shouting === true || this.#isListed(lower);
    if (word.length > longestStrand && isStrand(word)) return [this.spell(word.slice(0, 4)), ...this.#beyond()];
    const said = asWord || word.length > 5 ? this.#word(lower, context) : [];
    const isKnown = said.length > 0 && said.every(({ by }) => by !== 'guess' && by !== 'letters');
    const isGuess = said[0]?.by === 'guess' && isSayable(word);
    if (asWord || isKnown || isGuess) return said.map((each) => inCapitals(each));
    return (word.length > 4 ? this.#mixed(word) : undefined) ?? [this.spell(word)];
  }

  #beyond(): Pronunciation[] {
    return ['and', 'so', 'on'].flatMap((word) => this.#word(word, alone));
  }

  #word(word: string, context: WordContext): readonly Pronunciation[] {
    const lower = word.toLowerCase();
    if (word.length === 1) return [this.spell(word)];
    const entry = this.#find(word) ?? this.#find(lower);
    const isPlural = entry?.unchecked === true && lower.endsWith('s') && this.#isListed(lower);
    if (entry && !isPlural) return [this.#said(word, choose(entry, context), 'lexicon')];
    const inflected = this.#inflected(lower, context) ?? this.#british(lower, context);
    if (inflected !== undefined) return [this.#said(word, inflected, 'ending')];
    const compound = this.#compound(lower) ?? this.#inflectedCompound(lower);
    if (compound) return compound.length === 1 ? [this.#said(word, compound[0]!.phonemes, 'compound')] : compound;
    const letters = lower.replace(/[^a-z]/gu, '');
    const isLikelyName =
      isCapitalised(word) && letters.length > 4 && /[aeiouy]/u.test(letters) && hasLegalEnding(letters);
    const isWord = isPronounceable(letters) || isLikelyName || letters.length > longestSpelt;
    return [isWord ? this.#said(word, this.guess.say(letters), 'guess') : this.spell(letters)];
  }

  /** Checked by people, as it is or as the stem of a longer word. */
  #isListed(lower: string): boolean {
    if (this.#find(lower)?.unchecked === false) return true;
    return (
      lower.length > 4 &&
      inflections(lower).some(({ stems }) => stems.some((stem) => this.#find(stem)?.unchecked === false))
    );
  }

  /** `initialisation`, as the lexicons have it: with a z. */
  #british(lower: string, context: WordContext): string | undefined {
    const other = lower.replace(/(?<=[a-z]{3}[^aeiou])is(?=(?:e[drs]?|ers|ing|ations?|able)$)/u, 'iz');
    if (other === lower) return undefined;
    const said = this.#respelt(other, alone);
    if (said?.length === 1) return said[0]!.phonemes;
    const entry = this.#find(other);
    return entry ? choose(entry, context) : this.#inflected(other, context);
  }

  #compound(lower: string): Pronunciation[] | undefined {
    const parts = splitCompound(lower, (part) => this.#isPart(part));
    return parts && this.#joined(parts);
  }

  /** `framebuffers` */
  #inflectedCompound(lower: string): Pronunciation[] | undefined {
    for (const { stems, add } of inflections(lower)) {
      for (const stem of stems) {
        const said = this.#isPart(stem) ? this.#joined([stem]) : this.#compound(stem);
        const last = said?.at(-1);
        if (!said || !last) continue;
        const spoken = last.spoken + lower.slice(stem.length);
        return [...said.slice(0, -1), { ...last, spoken, phonemes: add(last.phonemes, this.accent) }];
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
    for (const { stems, add, derives = false } of inflections(lower)) {
      for (const stem of stems) {
        const entry = this.#find(stem);
        if (entry && !(derives && entry.unchecked))
          return add(choose(entry, { ...context, tag: undefined }), this.accent);
      }
    }
    return undefined;
  }

  #isPart(part: string): boolean {
    const saying = this.#respellings.map((entries) => entries.get(part)).find((each) => each !== undefined);
    // What is said in other words is for `mixedParts`, which is more careful.
    if (saying !== undefined) return saying.startsWith('/') || saying.replaceAll(' ', '') === part;
    const entry = this.lexicon.find(part);
    if (entry) return !entry.unchecked || part.length >= longEnough;
    const isListed = (stem: string) => this.#find(stem)?.unchecked === false;
    return part.length > 5 && inflections(part).some(({ stems }) => stems.some(isListed));
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

const inCapitals = (said: Pronunciation): Pronunciation => ({
  ...said,
  spoken: said.by === 'letters' ? said.spoken : said.spoken.toUpperCase(),
  phonemes: strong(said.phonemes),
});

/** Parts of this length are there for no other reason than that they are meant, though nobody has checked how they sound. */
const longEnough = 6;

/** As it is written: `directories`, `boxes`, `I Ds`. */
function pluralOf(word: string): string {
  if (/[^aeiou]y$/u.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:[sxz]|[cs]h)$/u.test(word) ? `${word}es` : `${word}s`;
}

const isCapitalised = (word: string) => /^[A-Z]/u.test(word);
const swapCase = (word: string) =>
  isCapitalised(word) ? word.toLowerCase() : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/**
 * Reads the lexicon and the letter-to-sound model of an accent from the package's folder of lexicons: some tens of
 * milliseconds, 5 MB of memory.
 */
export function loadEnglish(folder: string, accent: Accent): English {
  const letters = new LetterToSound(parseContextTree(unpacked(folder, accent, 'letters')));
  const developer = parseRespellings(readFileSync(join(folder, 'developer.txt'), 'utf8'));
  return new English(accent, readLexicon(folder, accent), letters, developer);
}

/** The published words alone. */
export const readLexicon = (folder: string, accent: Accent): Lexicon => new Lexicon(unpacked(folder, accent, 'words'));

const unpacked = (folder: string, accent: Accent, name: string): Buffer =>
  brotliDecompressSync(readFileSync(join(folder, `${accent}.${name}.br`)));
