import { join } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { SkippedPassage } from '../protocol/reading.js';
import { nothingToRead } from '../synthesis/nothingToRead.js';
import { loadEnglish } from '../text/pronounce/english.js';
import { sentences } from '../text/sentences.js';
import { assetsFolder } from './engine.js';
import { textSource } from './textSource.js';

interface TextOptions {
  readonly file?: string;
  readonly accent: 'us' | 'gb';
  readonly languageId?: string;
  readonly commentsOnly?: boolean;
  readonly json?: boolean;
}

/** Adds `text`: shows what would be said. */
export function addText(program: Command): void {
  program
    .command('text [text]')
    .description('show what would be said; "-" reads standard input')
    .option('--file <file>', 'take this file')
    .addOption(new Option('--accent <accent>', 'how words are said').choices(['us', 'gb']).default('us'))
    .option('--language-id <language>', 'language of the text, as VS Code names it; prose if left out')
    .option('--comments-only', 'only what the language says are comments')
    .option('--json', 'print one line of JSON')
    .action(showText);
}

async function showText(argument: string | undefined, options: TextOptions): Promise<void> {
  const { source, text, pieces } = await textSource(argument, options);
  const english = loadEnglish(join(assetsFolder, 'lexicons'), options.accent);
  const skipped: SkippedPassage[] = [];
  const onSkipped = (passage: SkippedPassage) => void skipped.push(passage);
  const { languageId } = options;
  const form = source === 'comments' ? { form: 'comment' as const } : {};
  const spoken = sentences(
    pieces.map((piece) => ({ ...piece, ...form })),
    english,
    { onSkipped, ...(languageId !== undefined && { languageId }) },
  );
  const segments = Array.from(spoken, ({ start, end, words }) => ({
    text: text.slice(start, end),
    spoken: words.map((word) => word.spoken).join(' '),
    phonemes: words.map((word) => word.phonemes).join(' '),
    start,
    end,
  }));
  if (options.json) {
    console.log(JSON.stringify({ segments, skipped }));
  } else {
    for (const { spoken, phonemes } of segments) console.log(`${spoken}\n  /${phonemes}/`);
    for (const { start, end, why } of skipped)
      console.log(`(skipped ${JSON.stringify(text.slice(start, end))}: ${why})`);
  }
  if (segments.length === 0) throw nothingToRead(new Set(skipped.map(({ why }) => why)));
}
