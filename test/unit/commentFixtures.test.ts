import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextRange } from '../../src/comments/block.js';
import { bundledLanguages } from '../../src/comments/bundledLanguages.js';
import { CommentFinder } from '../../src/comments/commentFinder.js';

/*
 * Texts that try to mislead, a file for each language. A case begins with `=== what it is`; what is between « and » is
 * one comment, everything else is none.
 */

interface Case {
  readonly title: string;
  readonly text: string;
  readonly comments: readonly TextRange[];
}

const fixtures = 'test/fixtures/comments';

function casesOf(file: string): Case[] {
  const [, ...cases] = readFileSync(join(fixtures, file), 'utf8').split(/^=== /mu);
  return cases.map((source) => {
    const titleEnd = source.indexOf('\n');
    const comments: { start: number; end: number }[] = [];
    let text = '';
    for (const part of source.slice(titleEnd + 1).split(/([«»])/u)) {
      if (part === '«') comments.push({ start: text.length, end: text.length });
      else if (part === '»') comments.at(-1)!.end = text.length;
      else text += part;
    }
    return { title: source.slice(0, titleEnd), text, comments };
  });
}

/** A comment's lines without the white space around them: the pieces that it is expected to have. */
function piecesOf(text: string, { start, end }: TextRange): string[] {
  const lines = text.slice(start, end).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

describe('comments in texts that mislead', function () {
  this.timeout(60_000);
  const finder = bundledLanguages('dist').then((languages) => new CommentFinder(languages, 'dist/onig.wasm'));

  for (const file of readdirSync(fixtures)) {
    const languageId = file.replace('.txt', '');
    describe(languageId, () => {
      for (const { title, text, comments } of casesOf(file)) {
        it(title, async () => {
          const document = await (await finder).open(text, languageId);
          assert.equal(document?.how, 'grammar');
          const blocks = await document.all();
          assert.deepEqual(
            blocks.map(({ start, end }) => text.slice(start, end)),
            comments.map(({ start, end }) => text.slice(start, end)),
          );
          assert.deepEqual(
            blocks.map(({ start, end }) => ({ start, end })),
            comments,
          );
          assert.deepEqual(
            blocks.map(({ pieces }) => pieces.map((piece) => text.slice(piece.start, piece.end))),
            comments.map((comment) => piecesOf(text, comment)),
          );
        });

        it(`${title}, asked at every position`, async () => {
          const document = await (await finder).open(text, languageId);
          for (const expected of comments) {
            for (const offset of [
              expected.start + 1,
              Math.floor((expected.start + expected.end) / 2),
              expected.end - 1,
            ]) {
              const before = text.slice(0, offset).split('\n');
              const position = { line: before.length - 1, character: before.at(-1)!.length };
              const block = await document?.at(position);
              const isBlankLine = text.split('\n')[position.line]!.trim() === '';
              if (!isBlankLine) assert.deepEqual(block && { start: block.start, end: block.end }, expected);
            }
          }
        });
      }
    });
  }
});
