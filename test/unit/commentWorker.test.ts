import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { bundledLanguages } from '../../src/comments/bundledLanguages.js';
import { CommentWorker } from '../../src/comments/commentWorker.js';
import { resolve } from 'node:path';

describe('the worker that looks for comments', function () {
  this.timeout(60_000);
  let worker: CommentWorker;
  const uri = 'file:///a.ts';

  beforeEach(async () => {
    const languages = await bundledLanguages(resolve('dist'));
    worker = new CommentWorker(resolve('dist/comments.js'), () => languages);
  });
  afterEach(() => worker.dispose());

  it('answers about open documents, and only about those', async () => {
    assert.equal(await worker.at(uri, { line: 0, character: 0 }), undefined);
    worker.open(uri, 'typescript', 'a; // one');
    assert.equal((await worker.at(uri, { line: 0, character: 5 }))?.block?.start, 3);
    assert.deepEqual(await worker.at(uri, { line: 0, character: 1 }), { how: 'grammar', block: null });
    worker.close(uri);
    assert.equal(worker.has(uri), false);
    assert.equal(await worker.all(uri), undefined);
  });

  it('answers for the text after the edits that were sent before the question', async () => {
    worker.open(uri, 'typescript', 'a; // one');
    worker.edit(uri, [
      { start: { line: 0, character: 9 }, end: { line: 0, character: 9 }, text: '\n// two' },
      { start: { line: 0, character: 0 }, end: { line: 0, character: 3 }, text: '' },
    ]);
    const found = await worker.all(uri);
    assert.deepEqual(
      found?.blocks.map(({ start, end }) => [start, end]),
      [[0, 13]],
    );
  });

  it('says that nobody knows a language', async () => {
    worker.open(uri, 'unheard of', '// one');
    assert.deepEqual(await worker.all(uri), { how: 'none', blocks: [] });
  });

  it('gives up when cancelled and goes on with the next question', async () => {
    worker.open(uri, 'typescript', 'const a = `${b}`; // c\n'.repeat(100_000));
    const source = new CancellationTokenSource();
    const asked = worker.all(uri, source.token);
    const first = await worker.at(uri, { line: 0, character: 20 });
    assert.equal(first?.block?.start, 18);
    source.cancel();
    assert.equal(await asked, undefined);
  });

  it('forgets the documents when languages change', async () => {
    worker.open(uri, 'typescript', '// one');
    worker.languagesChanged();
    assert.equal(worker.has(uri), false);
    worker.open(uri, 'typescript', '// one');
    assert.equal((await worker.all(uri))?.blocks.length, 1);
  });

  it('starts anew after its end', async () => {
    worker.open(uri, 'typescript', '// one');
    await worker.all(uri);
    await worker.dispose();
    assert.equal(worker.has(uri), false);
    worker.open(uri, 'typescript', '// one');
    assert.equal((await worker.all(uri))?.blocks.length, 1);
  });

  it('brings no grammar whose licence forbids it', () => {
    const files = readdirSync('dist/grammars');
    for (const name of ['ada', 'nginx', 'org', 'racket', 'gnuplot', 'ahk2']) assert(!files.includes(`${name}.json.gz`));
  });
});
