import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { bundledLanguages } from '../../../src/comments/bundledLanguages.js';
import { CommentFinder } from '../../../src/comments/commentFinder.js';
import { inRepository } from '../../../scripts/support/repository.js';

/** Languages of the files that are looked at. */
const languages: Readonly<Record<string, string>> = {
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.ts': 'typescript',
  '.py': 'python',
  '.rs': 'rust',
  '.go': 'go',
  '.java': 'java',
  '.c': 'c',
  '.h': 'cpp',
  '.cc': 'cpp',
  '.cpp': 'cpp',
};

/** Is it code that somebody wrote, by its name? */
export const isSource = (path: string): boolean =>
  extname(path) in languages && !/\.min\.|\.d\.ts$|(?:^|[/\\])(?:node_modules|dist|build|vendor)[/\\]/u.test(path);

/** Enough of a package to meet everything that its authors write. */
const charactersOfPackage = 1_000_000;

export interface SourceComment {
  readonly languageId: string;
  readonly text: string;
}

/** Comments of the files below a folder, found as the editor finds them. Which files is the same in every run. */
export async function* commentsBelow(folder: string): AsyncGenerator<SourceComment> {
  const finder = new CommentFinder(await bundledLanguages(inRepository('dist')), inRepository('dist', 'onig.wasm'));
  const names = (await readdir(folder, { recursive: true })).filter(isSource);
  let characters = 0;
  for (const name of names.sort((a, b) => hash(a) - hash(b))) {
    const text = readFileSync(join(folder, name), 'utf8');
    // Longer files are data or bundles.
    if (text.length > charactersOfPackage / 4 || (characters += text.length) > charactersOfPackage) continue;
    const languageId = languages[extname(name)]!;
    const comments = await finder.open(text, languageId);
    for (const { start, end } of (await comments?.all()) ?? []) yield { languageId, text: text.slice(start, end) };
  }
}

/** A number that says nothing about what it was made of (FNV-1a). */
export function hash(text: string, seed = 0): number {
  let value = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
