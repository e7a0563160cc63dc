import type { Accent } from '../../text/sentence.js';

/* Our lexicons write one sign a sound, as Kokoro was taught (misaki's alphabet). Piper's voices were taught the IPA of
   another program: diphthongs in two signs, long vowels marked, r-coloured vowels in one. */

/** Signs that are written otherwise in both Englishes. */
const both: Readonly<Record<string, string>> = {
  A: 'eɪ',
  I: 'aɪ',
  O: 'oʊ',
  Q: 'əʊ',
  W: 'aʊ',
  Y: 'ɔɪ',
  T: 'ɾ',
  ʤ: 'dʒ',
  ʧ: 'tʃ',
  ʣ: 'dz',
  ʦ: 'ts',
  ᵊ: 'ə',
  // A dash is a pause, an ellipsis an end; quotation marks and brackets are not said.
  '—': ',',
  '…': '.',
  '“': '',
  '”': '',
  '"': '',
  '(': '',
  ')': '',
};

/** American vowels are long by themselves, so our lexicons do not say so. */
const americanLong: Readonly<Record<string, string>> = { ɑ: 'ɑː', ɔ: 'ɔː', u: 'uː', ɜ: 'ɜː' };

const vowel = /[AIOQWYaiueɐɑɒæəɚɛɜɪɔʊʌᵊᵻ]/u;
const stress = /[ˈˌ]/u;

/** The IPA of each sign of `phonemes`; nothing for a sign that is part of the one before it. */
export function toIpa(phonemes: string, accent: Accent): string[] {
  return accent === 'us' ? american(phonemes) : british(phonemes);
}

function american(phonemes: string): string[] {
  const signs = phonemes.split('');
  return signs.map((sign, at) => {
    const previous = signs[at - 1] ?? '';
    if (sign === 'i') return isStressed(previous) || isOnlyVowel(phonemes, at) ? 'iː' : 'i';
    if (sign === 'ə' && signs[at + 1] === 'ɹ') return 'ɚ';
    // An r after these is in the vowel already, unless it leads over to another one.
    if (sign === 'ɹ' && (previous === 'ə' || previous === 'ɜ') && !isVowelNext(phonemes, at + 1)) return '';
    return americanLong[sign] ?? both[sign] ?? sign;
  });
}

function british(phonemes: string): string[] {
  const signs = phonemes.split('');
  return signs.map((sign, at) => {
    if (sign === 'ɛ' && signs[at + 1] === 'ː') return 'eə';
    if (sign === 'ː' && signs[at - 1] === 'ɛ') return '';
    return both[sign] ?? sign;
  });
}

const isStressed = (previous: string): boolean => stress.test(previous);

function isVowelNext(phonemes: string, at: number): boolean {
  const next = phonemes.charAt(at);
  return vowel.test(stress.test(next) ? phonemes.charAt(at + 1) : next);
}

/** Whether the vowel at an index is the only one of its word. */
function isOnlyVowel(phonemes: string, at: number): boolean {
  const from = phonemes.lastIndexOf(' ', at) + 1;
  const end = phonemes.indexOf(' ', at);
  const word = phonemes.slice(from, end < 0 ? undefined : end);
  return word.split('').filter((sign) => vowel.test(sign)).length === 1;
}
