import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SkippedPassage } from '../../../src/protocol/reading.js';
import { loadEnglish, type English } from '../../../src/text/pronounce/english.js';
import type { Accent, Sentence } from '../../../src/text/sentence.js';
import type { TextForm } from '../../../src/text/forms.js';
import { sentences, type ReadingOptions, type SourcePiece } from '../../../src/text/sentences.js';

/** Tests and scripts are run from the top of the repository. */
const root = process.cwd();

const loaded = new Map<Accent, English>();

export function english(accent: Accent = 'us'): English {
  const found = loaded.get(accent) ?? loadEnglish(join(root, 'models', 'lexicons'), accent);
  loaded.set(accent, found);
  return found;
}

export type Reading = Omit<ReadingOptions, 'onSkipped'> & { readonly accent?: Accent; readonly form?: TextForm };

/** Everything that becomes of a text. */
export function read(text: string, { accent, form, ...options }: Reading = {}): Read {
  const skipped: SkippedPassage[] = [];
  const onSkipped = (passage: SkippedPassage) => skipped.push(passage);
  const piece: SourcePiece = form ? { text, start: 0, form } : { text, start: 0 };
  return { read: [...sentences([piece], english(accent), { ...options, onSkipped })], skipped };
}

interface Read {
  readonly read: Sentence[];
  readonly skipped: SkippedPassage[];
}

/** The words that are said, with the reason for every passage that is not, in its place. */
export function spoken(text: string, options: Reading = {}): string {
  const { read: found, skipped } = read(text, options);
  const words = found.flatMap((sentence) => sentence.words).map(({ start, spoken: said }) => ({ start, said }));
  const reasons = skipped.map(({ start, why }) => ({ start, said: `[${why}]` }));
  return [...words, ...reasons]
    .sort((a, b) => a.start - b.start)
    .map(({ said }) => said)
    .join(' ');
}

export const phonemes = (text: string, options: Reading = {}): string =>
  read(text, options)
    .read.flatMap(({ words }) => words.map((word) => word.phonemes))
    .join(' ');

export interface GoldenCase {
  readonly source: string;
  readonly expected: string;
}

const goldenFolder = join(root, 'test', 'unit', 'text', 'golden');

/** Lines `source => expected` of a golden file; in the source `\n` is a line break, `\\` a backslash. Lines that begin with `# source` explain. */
export function goldenCases(name: string): GoldenCase[] {
  return readFileSync(join(goldenFolder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !/^# (?:source|comment|code)\b.* => /u.test(line))
    .map((line) => {
      const arrow = line.lastIndexOf(' => ');
      if (arrow < 0) throw new Error(`${name}: no arrow in "${line}"`);
      return { source: unescaped(line.slice(0, arrow)), expected: line.slice(arrow + 4) };
    });
}

const unescaped = (text: string) => text.replace(/\\([n\\])/gu, (_, sign) => (sign === 'n' ? '\n' : '\\'));

/** Golden files of a folder, by language id. */
export const goldenLanguages = (folder: string): string[] =>
  readdirSync(join(goldenFolder, folder)).map((name) => name.replace(/\.txt$/u, ''));
