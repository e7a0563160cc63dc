import type { Accent } from '../sentence.js';
import { onlySpeakable } from './alphabet.js';

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

/** Phonemes as they stand in a saying, for one accent; what the model cannot say is dropped. */
export function phonemesOf(written: string, accent: Accent): string {
  const plain = fromIpa.reduce((text, [sign, ours]) => text.replace(sign, ours), written);
  if (accent === 'us') return onlySpeakable(plain.replaceAll('ː', '').replaceAll('Q', 'O'));
  return onlySpeakable(british.reduce((text, [american, ours]) => text.replace(american, ours), plain));
}
