import type { Entry, MisakiLexicon } from './misaki.js';

/** Kokoro v1.0 was trained on misaki's older notation of the American flap and glottal stop. */
const asKokoroHearsIt = (phonemes: string) => phonemes.replaceAll('ɾ', 'T').replaceAll('ʔ', 't');

/** `default`, then the pronunciations of parts of speech that differ from it as `TAG=phonemes`; `TAG=` says: spell it. */
function fields(entry: Entry): string[] {
  if (typeof entry === 'string') return [asKokoroHearsIt(entry)];
  const fallback = entry.DEFAULT ?? '';
  const others = Object.entries(entry).filter(([tag, phonemes]) => tag !== 'DEFAULT' && phonemes !== fallback);
  return [fallback, ...others.map(([tag, phonemes]) => `${tag}=${phonemes ?? ''}`)].map(asKokoroHearsIt);
}

/**
 * One line a word, in byte order, UTF-8: the word, a tab, its pronunciation, and further fields by tabs.
 * `~` before a pronunciation marks one that no person has checked.
 */
export function lexiconLines({ gold, silver }: MisakiLexicon): string {
  const lines = new Map<string, string>();
  for (const [word, entry] of Object.entries(silver)) lines.set(word, `${word}\t~${fields(entry).join('\t')}`);
  for (const [word, entry] of Object.entries(gold)) lines.set(word, `${word}\t${fields(entry).join('\t')}`);
  return [...lines.keys()]
    .filter((word) => /^[!-~]+$/u.test(word))
    .sort() // all ASCII: the order of UTF-16 units is that of bytes
    .map((word) => `${lines.get(word)!}\n`)
    .join('');
}

/** Words with their pronunciation, for learning how letters sound: no acronyms, no phrases. */
export function spellings({ gold, silver }: MisakiLexicon): [word: string, phonemes: string][] {
  const pairs = new Map<string, string>();
  for (const [word, entry] of [...Object.entries(silver), ...Object.entries(gold)]) {
    const phonemes = typeof entry === 'string' ? entry : entry.DEFAULT;
    if (phonemes && /^[A-Za-z][a-z]+$/u.test(word)) pairs.set(word.toLowerCase(), asKokoroHearsIt(phonemes));
  }
  return [...pairs];
}
