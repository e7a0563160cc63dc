// After misaki's en.py (Apache-2.0, hexgrad): regular English endings on a stem whose sound is known.
import type { Accent } from '../sentence.js';

/** Before these an American t becomes a flap, written T. */
const beforeFlap = new Set('AIOWYiuæɑəɛɪɹʊʌ');

const flapped = (stem: string) => stem.endsWith('t') && beforeFlap.has(stem.at(-2) ?? '');

export function withS(stem: string, accent: Accent): string {
  if (/[ptkfθ]$/u.test(stem)) return `${stem}s`;
  if (/[szʃʒʧʤ]$/u.test(stem)) return `${stem}${accent === 'gb' ? 'ɪ' : 'ᵻ'}z`;
  return `${stem}z`;
}

export function withEd(stem: string, accent: Accent): string {
  if (/[pkfθʃsʧ]$/u.test(stem)) return `${stem}t`;
  if (stem.endsWith('d')) return `${stem}${accent === 'gb' ? 'ɪ' : 'ᵻ'}d`;
  if (!stem.endsWith('t')) return `${stem}d`;
  if (accent === 'gb') return `${stem}ɪd`;
  return flapped(stem) ? `${stem.slice(0, -1)}Tᵻd` : `${stem}ᵻd`;
}

export function withIng(stem: string, accent: Accent): string {
  // A British r that was silent at the end of the word is heard again before a vowel.
  if (accent === 'gb') return /(ə|[ɔɑɜɛ]ː)$/u.test(stem) ? `${stem}ɹɪŋ` : `${stem}ɪŋ`;
  return flapped(stem) ? `${stem.slice(0, -1)}Tɪŋ` : `${stem}ɪŋ`;
}

export interface Inflection {
  /** Spellings that the stem may have, likeliest first. */
  readonly stems: readonly string[];
  readonly add: (stem: string, accent: Accent) => string;
  /** It makes another word of the stem, which must be one for certain. */
  readonly derives?: true;
}

/** How the word could be a stem with an ending. Lower case. */
export function inflections(word: string): Inflection[] {
  const found: Inflection[] = [];
  const cut = (letters: number) => word.slice(0, -letters);
  if (/.'s$/u.test(word)) found.push({ stems: [cut(2)], add: withS });
  if (word.endsWith("s'")) found.push({ stems: [cut(1)], add: (stem) => stem });
  if (word.length > 2 && word.endsWith('s') && !/[s']s$/u.test(word)) {
    const stems = [cut(1)];
    if (word.endsWith('ies')) stems.push(`${cut(3)}y`);
    if (/..es$/u.test(word)) stems.push(cut(2));
    found.push({ stems, add: withS });
  }
  if (/.[^e]ed$/u.test(word)) {
    const stems = [cut(1), cut(2)];
    if (word.endsWith('ied')) stems.unshift(`${cut(3)}y`);
    if (doubled.test(cut(2))) stems.push(cut(3));
    found.push({ stems, add: withEd });
  }
  if (/..ing$/u.test(word)) {
    const stems = [cut(3), `${cut(3)}e`];
    if (doubled.test(cut(3))) stems.push(cut(4));
    found.push({ stems, add: withIng });
  }
  for (const [ending, sound] of derivations) {
    if (!word.endsWith(ending) || word.length < ending.length + 3) continue;
    const stem = cut(ending.length);
    const stems = doubled.test(stem) ? [stem, stem.slice(0, -1)] : [stem];
    if (/^[aei]/u.test(ending)) stems.push(`${stem}e`);
    found.push({ stems, add: (phonemes, accent) => phonemes + sound[accent], derives: true });
  }
  return found;
}

/** Endings that make new words; the rarer of them are missing in lexicons. */
const derivations: readonly (readonly [ending: string, sound: Readonly<Record<Accent, string>>])[] = [
  ['able', { us: 'əbᵊl', gb: 'əbᵊl' }],
  ['ably', { us: 'əbli', gb: 'əbli' }],
  ['ability', { us: 'əbˈɪləTi', gb: 'əbˈɪlɪti' }],
  ['er', { us: 'əɹ', gb: 'ə' }],
  ['ers', { us: 'əɹz', gb: 'əz' }],
  ['ness', { us: 'nəs', gb: 'nəs' }],
  ['less', { us: 'ləs', gb: 'ləs' }],
  ['ly', { us: 'li', gb: 'li' }],
  ['ish', { us: 'ɪʃ', gb: 'ɪʃ' }],
  ['like', { us: 'lˌIk', gb: 'lˌIk' }],
  ['wise', { us: 'wˌIz', gb: 'wˌIz' }],
];

const doubled = /([bcdgklmnprstvxz])\1$/u;
