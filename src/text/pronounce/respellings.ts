import { latin } from '../latin.js';
import { longestWord } from '../limits.js';
import type { Accent } from '../sentence.js';
import { isSpeakable, onlySpeakable } from './alphabet.js';

/**
 * How words are to be said: other words, single capitals for letters, or phonemes between slashes. A word in lower case
 * holds for every case; one with capitals holds only as it is written, and goes first.
 */
export type Respellings = ReadonlyMap<string, string>;

/** Reads lines `word = saying`; # begins a comment. */
export function parseRespellings(text: string): Respellings {
  const entries = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([^\s#=]\S*) = ([^#]*[^#\s])/u.exec(line);
    if (match) entries.set(match[1]!, match[2]!);
  }
  return entries;
}

export const respelling = (word: string, entries: Respellings): string | undefined =>
  entries.get(word) ?? entries.get(word.toLowerCase());

const vowel = '[ˈˌ]?[AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ]';

/** From American phonemes to British ones: no r but before a vowel, long vowels marked, no flaps. */
const british: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`əɹ(?!${vowel})`, 'gu'), 'ə'],
  [new RegExp(`([ɑɔɜɛ])ɹ(?!${vowel})`, 'gu'), '$1ː'],
  [new RegExp(`ɪɹ(?!${vowel})`, 'gu'), 'ɪə'],
  [/ɜɹ/gu, 'ɜːɹ'],
  [/O/gu, 'Q'],
  [/æ/gu, 'a'],
  [/T/gu, 't'],
  [/ᵻ/gu, 'ɪ'],
  [/ɑ(?!ː)/gu, 'ɒ'],
  [/(?<=[ˈˌ])i(?!ː)/gu, 'iː'],
  [/([uɔ])(?!ː)/gu, '$1ː'],
];

/** IPA as dictionaries print it, in the letters of the model. */
const fromIpa: readonly (readonly [RegExp, string])[] = [
  [/[.\s\u203F]|\u0361/gu, ''], // syllables, ties
  [/'/gu, 'ˈ'],
  [/e[ɪi]/gu, 'A'],
  [/a[ɪi]/gu, 'I'],
  [/a[ʊu]/gu, 'W'],
  [/ɔ[ɪi]/gu, 'Y'],
  [/o[ʊu]/gu, 'O'],
  [/əʊ/gu, 'Q'],
  [/tʃ/gu, 'ʧ'],
  [/dʒ/gu, 'ʤ'],
  [/ɝ/gu, 'ɜɹ'],
  [/ɚ/gu, 'əɹ'],
  [/r/gu, 'ɹ'],
  [/g/gu, 'ɡ'],
  [/ɫ/gu, 'l'],
  [/e/gu, 'ɛ'],
];

const inOurLetters = (ipa: string) => fromIpa.reduce((text, [sign, ours]) => text.replace(sign, ours), ipa);

/** Phonemes as they stand in a saying, for one accent; what the model cannot say is dropped. */
export function phonemesOf(written: string, accent: Accent): string {
  const plain = inOurLetters(written);
  if (accent === 'us') return onlySpeakable(plain.replaceAll('ː', '').replaceAll('Q', 'O'));
  return onlySpeakable(british.reduce((text, [american, ours]) => text.replace(american, ours), plain));
}

/** Can a saying be given for it: one word, which begins with a letter that English has? */
export const isRespellable = (word: string): boolean =>
  /^\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)*$/u.test(word) &&
  /^[A-Za-z]/u.test(latin(word)) &&
  word.length <= longestWord;

/** A word with a capital at its beginning only may stand at the beginning of a sentence: it is kept in lower case. */
export const respellingKey = (word: string): string => (/^\p{Lu}\P{Lu}+$/u.test(word) ? word.toLowerCase() : word);

/** Why a saying cannot be said. */
export type SayingProblem =
  | { readonly kind: 'empty' | 'slash-missing' }
  | { readonly kind: 'unknown-sounds' | 'unknown-signs'; readonly signs: readonly string[] };

export function problemOf(saying: string): SayingProblem | undefined {
  const written = saying.trim();
  if (/^\/?\s*\/?$/u.test(written)) return { kind: 'empty' };
  if (written.startsWith('/') !== written.endsWith('/')) return { kind: 'slash-missing' };
  const isIpa = written.startsWith('/');
  const signs = Array.from(isIpa ? inOurLetters(written.slice(1, -1)) : written.replace(/[-\s]/gu, ''));
  const unknown = signs.filter((sign) =>
    isIpa ? !isSound(sign) : !/['’\p{M}]/u.test(sign) && latinLetter(sign) === '',
  );
  if (unknown.length > 0) return { kind: isIpa ? 'unknown-sounds' : 'unknown-signs', signs: [...new Set(unknown)] };
  return signs.some((sign) => /\p{L}/u.test(sign)) ? undefined : { kind: 'empty' };
}

const isSound = (sign: string) => isSpeakable(sign) && !/[;:,.!?—…"()“” ]/u.test(sign);
const latinLetter = (sign: string) => (/\p{L}/u.test(sign) ? latin(sign) : '');
