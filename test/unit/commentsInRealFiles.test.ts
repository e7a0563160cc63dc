import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { TextRange } from '../../src/comments/block.js';
import { bundledLanguages } from '../../src/comments/bundledLanguages.js';
import { CommentFinder } from '../../src/comments/commentFinder.js';

/** Folders of real code, for each the language and what its files' names end in. */
const samples = [
  { folder: 'node_modules/mocha/lib', ending: '.js', languageId: 'javascript' },
  { folder: 'node_modules/eslint/lib/rules', ending: '.js', languageId: 'javascript' },
  { folder: 'node_modules/commander/lib', ending: '.js', languageId: 'javascript' },
  { folder: 'node_modules/vscode-jsonrpc/lib', ending: '.d.ts', languageId: 'typescript' },
  { folder: 'src', ending: '.ts', languageId: 'typescript' },
  { folder: 'test/unit', ending: '.ts', languageId: 'typescript' },
];
/** Files of one folder; enough to meet everything that people write. */
const filesOfFolder = 40;

/** The comments that TypeScript's own parser finds. */
function parsedComments(text: string): TextRange[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  const found = new Map<number, TextRange>();
  const add = (start: number, end: number) => {
    found.set(start, { start, end });
  };
  const visit = (node: ts.Node) => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(source);
    children.forEach(visit);
    if (children.length > 0) return;
    const shebang = node.pos === 0 ? (ts.getShebang(text)?.length ?? 0) : node.pos;
    ts.forEachLeadingCommentRange(text, shebang, add);
    ts.forEachTrailingCommentRange(text, node.end, add);
  };
  visit(source);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Every single character that is comment, so that it does not matter how comments are put together. */
function commentOffsets(text: string, ranges: readonly TextRange[]): number[] {
  return ranges.flatMap(({ start, end }) =>
    Array.from({ length: end - start }, (_, index) => start + index).filter((at) => /\S/u.test(text[at]!)),
  );
}

describe('comments in real files are those that a parser finds', function () {
  this.timeout(300_000);
  const finder = bundledLanguages('dist').then((languages) => new CommentFinder(languages, 'dist/onig.wasm'));

  for (const { folder, ending, languageId } of samples) {
    it(folder, async function () {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      const files = names.filter((name) => name.endsWith(ending)).slice(0, filesOfFolder);
      assert(files.length > 0);
      let lines = 0;
      let comments = 0;
      for (const file of files) {
        const text = readFileSync(join(folder, file), 'utf8');
        const document = await (await finder).open(text, languageId);
        const expected = parsedComments(text);
        const found = (await document!.all()).flatMap(({ pieces }) => pieces);
        assert.deepEqual(commentOffsets(text, found), commentOffsets(text, expected), file);
        lines += text.split('\n').length;
        comments += expected.length;
      }
      this.test!.title += `: ${comments} comments in ${lines} lines of ${files.length} files`;
    });
  }
});
