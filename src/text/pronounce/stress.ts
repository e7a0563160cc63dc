// After misaki's en.py (Apache-2.0, hexgrad): where the stress marks of a word go when the word itself is weighed.
import { vowels } from './alphabet.js';

const primary = 'ˈ';
const secondary = 'ˌ';

const hasVowel = (phonemes: string) => Array.from(phonemes).some((sign) => vowels.has(sign));

/** Puts a mark before the first vowel of a word that has none. */
function mark(phonemes: string, stress: string): string {
  if (phonemes.includes(primary) || phonemes.includes(secondary) || !hasVowel(phonemes)) return phonemes;
  const first = Array.from(phonemes).findIndex((sign) => vowels.has(sign));
  return phonemes.slice(0, first) + stress + phonemes.slice(first);
}

/** At least a secondary stress: a capitalised word in a sentence. */
export const atLeastLight = (phonemes: string): string => mark(phonemes, secondary);

/** A primary stress: a word in capitals. */
export const strong = (phonemes: string): string =>
  phonemes.includes(primary) ? phonemes : mark(phonemes.replace(secondary, primary), primary);

/** At most a secondary stress: the lesser part of a compound. */
export const atMostLight = (phonemes: string): string =>
  phonemes.includes(primary) ? phonemes.replaceAll(secondary, '').replaceAll(primary, secondary) : phonemes;

/** Two parts of one word: the second is the lesser one, unless the first has no stress, as in `unpack`. */
export const runTogether = (first: string, second: string): string =>
  first + (first.includes(primary) || first.includes(secondary) ? atMostLight(second) : second);

export const unstressed = (phonemes: string): string => phonemes.replaceAll(primary, '').replaceAll(secondary, '');

/** Letter names run together, stressed on the last: `ˌAʧˌtiˌtipˈi`. */
export function stressLast(names: readonly string[]): string {
  const light = names.map((name) => atLeastLight(atMostLight(name))).join('');
  const last = light.lastIndexOf(secondary);
  return last < 0 ? light : light.slice(0, last) + primary + light.slice(last + 1);
}
