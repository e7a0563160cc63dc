import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PhraseCache } from '../../../src/synthesis/cache/phraseCache.js';
import { phraseKey, type PhraseInput } from '../../../src/synthesis/cache/phraseKey.js';
import { key, phrase, scratchFolder } from './support/phrases.js';

describe('the phrase cache', () => {
  let scratch: ReturnType<typeof scratchFolder>;
  const open = async (folder = scratch.path) => (await PhraseCache.open({ bytes: 1_000_000, folder }))!;

  beforeEach(() => {
    scratch = scratchFolder();
  });
  afterEach(() => {
    scratch.remove();
  });

  it('keeps a phrase in memory at once, and on the disk when there is time', async () => {
    const cache = await open();
    cache.put(key('one'), phrase('one'));
    assert.deepEqual(await cache.get(key('one')), { phrase: phrase('one'), from: 'memory' });
    assert.deepEqual(readdirSync(scratch.path), []);
    await cache.save();

    const later = await open();
    assert.ok(later.has(key('one')));
    assert.deepEqual(await later.get(key('one')), { phrase: phrase('one'), from: 'disk' });
    assert.deepEqual(await later.get(key('one')), { phrase: phrase('one'), from: 'memory' });
    assert.equal(await later.get(key('two')), undefined);
    const { hits, misses, diskBytes, memoryBytes } = later.figures;
    assert.deepEqual({ hits, misses }, { hits: { memory: 1, disk: 1 }, misses: 1 });
    assert.ok(diskBytes > 1000 && memoryBytes > 1000);
  });

  it('forgets in memory what was not used for longest', async () => {
    const cache = (await PhraseCache.open({ bytes: 30_000 }))!;
    for (const name of ['one', 'two', 'three']) cache.put(key(name), phrase(name, 9_000));
    await cache.get(key('one'));
    cache.put(key('four'), phrase('four', 9_000));
    assert.deepEqual(
      ['one', 'two', 'three', 'four'].map((name) => cache.has(key(name))),
      [true, false, true, true],
    );
    assert.ok(cache.figures.memoryBytes <= 30_000);
  });

  it('keeps nothing where nothing is to be kept', async () => {
    assert.equal(await PhraseCache.open({ bytes: 0, folder: scratch.path }), undefined);
    assert.equal(existsSync(scratch.path), false);
  });

  it('does without a disk that it cannot write to', async () => {
    writeFileSync(scratch.path, 'a file in its place');
    const cache = await open(join(scratch.path, 'phrases'));
    cache.put(key('one'), phrase('one'));
    await cache.save();
    assert.equal((await cache.get(key('one')))?.from, 'memory');
  });

  it('is empty when cleared, in memory and on the disk', async () => {
    const cache = await open();
    cache.put(key('one'), phrase('one'));
    await cache.save();
    cache.put(key('two'), phrase('two'));
    await cache.clear();
    await cache.save();
    assert.deepEqual([cache.has(key('one')), cache.has(key('two'))], [false, false]);
    assert.deepEqual(readdirSync(scratch.path), []);
  });

  it('knows a phrase by all that makes its sound', () => {
    const input: PhraseInput = { model: 'm', voice: 'v', calibration: 'c', speed: 1, gainDb: 6, phonemes: 'həlˈO' };
    const changes: Partial<PhraseInput>[] = [
      {},
      { model: 'n' },
      { voice: 'w' },
      { calibration: '' },
      { speed: 1.1 },
      { gainDb: 6.1 },
      { phonemes: 'həlˈO.' },
    ];
    const keys = changes.map((change) => phraseKey({ ...input, ...change }));
    assert.equal(new Set(keys).size, changes.length);
    assert.equal(phraseKey({ ...input }), keys[0]);
    assert.match(keys[0]!, /^[0-9a-f]{64}$/);
  });
});
