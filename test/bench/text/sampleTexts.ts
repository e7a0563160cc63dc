import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/support/repository.js';
import type { TextForm } from '../../../src/text/forms.js';
import { commentsBelow } from './sources.js';

/** Texts of every form but prose, of our own making: the documentation, the code, and its comments. */
export async function sampleTexts(): Promise<Readonly<Record<Exclude<TextForm, 'prose'>, string>>> {
  const sources = inRepository('src');
  const names = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const comments: string[] = [];
  for await (const { text } of commentsBelow(sources)) comments.push(text);
  return {
    markdown: ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map(read).join('\n\n'),
    code: names.map((name) => readFileSync(join(sources, name), 'utf8')).join('\n'),
    // Each as a line comment, so that they stay comments wherever they are cut.
    comment: comments
      .map((text) => `// ${text.replace(/^\s*\/?\*+\/?|^\s*\/\/+/gmu, '').replace(/\n/gu, '\n//')}\n//\n`)
      .join(''),
  };
}

const read = (name: string) => readFileSync(inRepository(name), 'utf8');
