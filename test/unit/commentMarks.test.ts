import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommentFinder } from '../../src/comments/commentFinder.js';
import { DocumentComments } from '../../src/comments/documentComments.js';
import { commentMarks } from '../../src/comments/languageConfiguration.js';
import { MarksScanner } from '../../src/comments/marksScanner.js';

const configuration = `{
  // as extensions write it
  "comments": { "lineComment": "//", "blockComment": ["/*", "*/"], },
  "autoClosingPairs": [["(", ")"], { "open": "\\"", "close": "\\"" }, ["\`", "\`"]],
  "surroundingPairs": [["'", "'"]],
}`;

describe('comments by marks alone', function () {
  this.timeout(60_000);
  const cases: readonly [title: string, text: string, comments: readonly string[]][] = [
    ['a string', 'a = "// no"; // yes', ['// yes']],
    ['an escaped quote', 'a = "\\" // no"; /* yes */', ['/* yes */']],
    ['an apostrophe', "it's // yes", ['// yes']],
    ['a string over lines', 'a = `\n// no\n` // yes', ['// yes']],
    ['a URL', 'http://example.org // yes', ['// yes']],
    ['a block over lines', 'a /* one\n\n two */ b', ['/* one\n\n two */']],
    ['adjacent lines', '// one\n// two\n\n// three', ['// one\n// two', '// three']],
    ['an open block', '/* one\n two', ['/* one\n two']],
  ];
  for (const [title, text, comments] of cases) {
    it(title, async () => {
      const blocks = await new DocumentComments(text, new MarksScanner(commentMarks(configuration)!)).all();
      assert.deepEqual(
        blocks.map(({ start, end }) => text.slice(start, end)),
        comments,
      );
    });
  }

  it('a mark of one letter stands apart from words', async () => {
    const text = 'a#b ${#c} # yes';
    const [block, ...others] = await new DocumentComments(
      text,
      new MarksScanner({ line: '#', block: undefined, quotes: [] }),
    ).all();
    assert.equal(text.slice(block?.start, block?.end), '# yes');
    assert.deepEqual(others, []);
  });

  it('reads the newer form of a line comment, and tells where there are no marks', () => {
    assert.equal(commentMarks('{ "comments": { "lineComment": { "comment": "#", "noIndent": true } } }')?.line, '#');
    assert.equal(commentMarks('{ "brackets": [] }'), undefined);
    assert.equal(commentMarks('no JSON at all'), undefined);
  });

  it('are used where a language has no grammar, and said so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aloud-'));
    const path = join(folder, 'language-configuration.json');
    const broken = join(folder, 'broken.json');
    writeFileSync(path, configuration);
    writeFileSync(broken, '{');
    const finder = new CommentFinder(
      {
        grammars: [{ scopeName: 'source.broken', language: 'broken', path: broken }],
        configurations: [
          { language: 'marked', path },
          { language: 'broken', path },
          { language: 'lost', path: 'none' },
        ],
      },
      'dist/onig.wasm',
    );
    assert.equal((await finder.open('// one', 'marked'))?.how, 'marks');
    assert.equal((await finder.open('// one', 'broken'))?.how, 'marks');
    assert.equal(await finder.open('// one', 'lost'), undefined);
    assert.equal(await finder.open('// one', 'unheard of'), undefined);
    rmSync(folder, { recursive: true });
  });
});
