import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextEdit, TextPosition } from '../../src/comments/block.js';
import { bundledLanguages } from '../../src/comments/bundledLanguages.js';
import { CommentFinder } from '../../src/comments/commentFinder.js';
import { DocumentComments } from '../../src/comments/documentComments.js';
import type { LineScanner } from '../../src/comments/lineScanner.js';
import { MarksScanner } from '../../src/comments/marksScanner.js';
import { AloudError } from '../../src/protocol/errors.js';

/** Deterministic numbers from 0 to 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x8000_0000;
  };
}

function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset).split(/\r\n|\n/u);
  return { line: before.length - 1, character: before.at(-1)!.length };
}

/** Counts the lines that are really scanned. */
function counting<State>(scanner: LineScanner<State>) {
  const counter = { scans: 0 };
  const counted: LineScanner<State> = {
    how: scanner.how,
    initial: scanner.initial,
    scan: (line, state) => {
      counter.scans++;
      return scanner.scan(line, state);
    },
    equal: (a, b) => scanner.equal(a, b),
    declaredName: (line, state) => scanner.declaredName(line, state),
  };
  return { counter, counted };
}

const cLike = () => new MarksScanner({ line: '//', block: ['/*', '*/'], quotes: ['"'] });

describe('comments of an edited text', function () {
  this.timeout(60_000);
  const finder = bundledLanguages('dist').then((languages) => new CommentFinder(languages, 'dist/onig.wasm'));
  const snippets = ['', '', '\n', '"""', '/*', '*/', '// x', '# y\n', '`', '"', "'", '-->', 'a b\nc\n\n', '    '];

  for (const file of readdirSync('test/fixtures/comments')) {
    it(`are those of the same text opened anew: ${file}`, async () => {
      const languageId = file.replace('.txt', '');
      const random = randomNumbers(file.length * 7919);
      let text = readFileSync(join('test/fixtures/comments', file), 'utf8').replace(/[«»]/gu, '');
      const edited = await (await finder).open(text, languageId);
      assert(edited);
      for (let round = 0; round < 12; round++) {
        const start = Math.floor(random() * text.length);
        const end = Math.min(text.length, start + Math.floor(random() ** 4 * 80));
        const inserted = snippets[Math.floor(random() * snippets.length)]!;
        edited.edit({ start: positionAt(text, start), end: positionAt(text, end), text: inserted });
        text = text.slice(0, start) + inserted + text.slice(end);
        if (round % 3 === 0) await edited.at(positionAt(text, Math.floor(random() * text.length)));
        const fresh = await (await finder).open(text, languageId);
        if (round % 2 === 0) assert.deepEqual(await edited.all(), await fresh?.all());
      }
    });
  }

  it('are looked for no further than asked', async () => {
    const { counter, counted } = counting(cLike());
    const comments = new DocumentComments('// one\nint a;\n'.repeat(1000), counted);
    await comments.at({ line: 10, character: 3 });
    assert(counter.scans <= 13, `${counter.scans} lines`);
  });

  it('are looked for again only where the edit matters', async () => {
    const { counter, counted } = counting(cLike());
    const comments = new DocumentComments('// one\nint a;\n'.repeat(1000), counted);
    await comments.all();
    const edit = (text: string): TextEdit => ({
      start: { line: 5, character: 0 },
      end: { line: 5, character: 0 },
      text,
    });
    counter.scans = 0;
    comments.edit(edit('x\ny\n'));
    await comments.all();
    assert(counter.scans <= 3, `${counter.scans} lines`);
    comments.edit(edit('/* open'));
    await comments.all();
    assert(counter.scans > 1900, `${counter.scans} lines`);
  });

  it('count line breaks of two characters', async () => {
    const text = 'a\r\n  // one\r\n  // two\r\nb';
    const [block] = await new DocumentComments(text, cLike()).all();
    assert.equal(text.slice(block?.start, block?.end), '// one\r\n  // two');
  });

  it('can be given up, and leave time to others meanwhile', async () => {
    const document = await (await finder).open('const a = `${b}`; // c\n'.repeat(20_000), 'typescript');
    const cancellation = { isCancellationRequested: false };
    let turns = 0;
    const timer = setInterval(() => {
      turns++;
      cancellation.isCancellationRequested ||= turns === 3;
    }, 1);
    try {
      await assert.rejects(
        document!.all(cancellation),
        (error) => error instanceof AloudError && error.code === 'cancelled',
      );
    } finally {
      clearInterval(timer);
    }
  });

  it('are not answered for a text that was edited meanwhile', async () => {
    const document = await (await finder).open('const a = `${b}`; // c\n'.repeat(20_000), 'typescript');
    const asked = document!.all();
    document!.edit({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 }, text: '// first\n' });
    await assert.rejects(asked, (error) => error instanceof AloudError && error.code === 'cancelled');
    assert.equal((await document!.at({ line: 0, character: 4 }))?.start, 0);
  });
});
