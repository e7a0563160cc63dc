import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { History } from '../../../src/metrics/history.js';
import { measurement } from './measurements.js';

describe('history of readings', () => {
  let folder: string;
  let path: string;
  const nth = (id: number) => measurement({ id: String(id) }, new Date(id * 1000));
  const ids = async (history: History) => (await history.recent()).map(({ summary }) => Number(summary.id));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'aloud-test-'));
    path = join(folder, 'measurements.jsonl');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is shared by everyone who has the file, newest first', async () => {
    const [one, other] = [new History(path), new History(path)];
    await Promise.all(Array.from({ length: 40 }, (_, id) => (id % 2 === 0 ? one : other).add(nth(id))));
    const expected = Array.from({ length: 40 }, (_, index) => 39 - index);
    assert.deepEqual(await ids(one), expected);
    assert.deepEqual(await ids(new History(path)), expected, 'it survives its process');
  });

  it('is for its user alone', async function () {
    if (process.platform === 'win32') this.skip();
    await new History(path).add(nth(1));
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it('skips what a crash cut off, and what it does not know', async () => {
    const history = new History(path);
    await history.add(nth(1));
    appendFileSync(path, '\n{"older":"version"}\n{"finishedAt":"1970-01-01T00:00:02.000Z","summary":{"id":"2","sta');
    await history.add(nth(3));
    assert.deepEqual(await ids(history), [3, 1]);
  });

  it('tells of 500 readings and keeps its files small', async () => {
    const history = new History(path);
    for (let id = 0; id < 2500; id++) void history.add(nth(id));
    assert.deepEqual(
      await ids(history),
      Array.from({ length: 500 }, (_, index) => 2499 - index),
    );
    assert.deepEqual(readdirSync(folder).sort(), ['measurements.jsonl', 'measurements.jsonl.1']);
    for (const name of readdirSync(folder)) assert.ok(statSync(join(folder, name)).size < 600_000, name);
  });

  it('is kept in memory where nothing can be written', async () => {
    const history = new History(join(folder, 'missing', 'measurements.jsonl'));
    await history.add(nth(1));
    await history.add(nth(2));
    assert.deepEqual(await ids(history), [2, 1]);
  });
});
