import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SkippedPassage } from '../../../src/protocol/reading.js';
import { loadEnglish, type English } from '../../../src/text/pronounce/english.js';
import type { Accent, Sentence } from '../../../src/text/sentence.js';
import { sentences } from '../../../src/text/sentences.js';

/** The bundle of a test lies at the same depth in dist as its source in the repository. */
const root = join(__dirname, '..', '..', '..', '..');

const loaded = new Map<Accent, English>();

export function english(accent: Accent = 'us'): English {
  const found = loaded.get(accent) ?? loadEnglish(join(root, 'models', 'lexicons'), accent);
  loaded.set(accent, found);
  return found;
}

/** Everything that becomes of a text. */
export function read(text: string, accent: Accent = 'us'): { read: Sentence[]; skipped: SkippedPassage[] } {
  const skipped: SkippedPassage[] = [];
  const read = [...sentences([{ text, start: 0 }], english(accent), { onSkipped: (passage) => skipped.push(passage) })];
  return { read, skipped };
}

export const spoken = (text: string, accent: Accent = 'us'): string =>
  read(text, accent)
    .read.flatMap(({ words }) => words.map((word) => word.spoken))
    .join(' ');

export const phonemes = (text: string, accent: Accent = 'us'): string =>
  read(text, accent)
    .read.flatMap(({ words }) => words.map((word) => word.phonemes))
    .join(' ');

/** Lines `source => expected` of a golden file; in the source `\n` is a line break. Lines that begin with # are comments. */
export function goldenCases(name: string): { source: string; expected: string }[] {
  return readFileSync(join(root, 'test', 'unit', 'text', 'golden', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => {
      const arrow = line.lastIndexOf(' => ');
      if (arrow < 0) throw new Error(`${name}: no arrow in "${line}"`);
      return { source: line.slice(0, arrow).replaceAll('\\n', '\n'), expected: line.slice(arrow + 4) };
    });
}

/** Reproducible random numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
