import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PhraseFolder } from '../../../src/synthesis/cache/phraseFolder.js';
import { key, phrase, scratchFolder } from './support/phrases.js';

describe('phrases on the disk', () => {
  let scratch: ReturnType<typeof scratchFolder>;
  const fileOf = (name: string) => join(scratch.path, `${key(name)}.phrase`);
  const open = (limitBytes?: number) => PhraseFolder.open(scratch.path, limitBytes);

  beforeEach(() => {
    scratch = scratchFolder();
  });
  afterEach(() => {
    scratch.remove();
  });

  it('are found as they were by whoever opens the folder', async () => {
    await (await open()).write(key('one'), phrase('one'));
    const folder = await open();
    assert.ok(folder.has(key('one')));
    assert.deepEqual(await folder.read(key('one')), phrase('one'));
    assert.equal(await folder.read(key('two')), undefined);
    assert.equal(folder.bytes, statSync(fileOf('one')).size);
  });

  it('are found by a process that looked before they came', async () => {
    const early = await open();
    await (await open()).write(key('one'), phrase('one'));
    assert.deepEqual(await early.read(key('one')), phrase('one'));
  });

  it('can be read by nobody else', async function () {
    if (process.platform === 'win32') this.skip(); // permissions are inherited from the user's own folder
    const folder = await open();
    await folder.write(key('one'), phrase('one'));
    assert.equal(statSync(scratch.path).mode & 0o777, 0o700);
    assert.equal(statSync(fileOf('one')).mode & 0o777, 0o600);
  });

  it('are removed, not played, whichever byte of them changed', async () => {
    const folder = await open();
    await folder.write(key('one'), phrase('one', 100));
    const whole = readFileSync(fileOf('one'));
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1;
      writeFileSync(fileOf('one'), damaged);
      assert.equal(await folder.read(key('one')), undefined, `byte ${at}`);
      assert.deepEqual(readdirSync(scratch.path), []);
    }
    for (const length of [0, 1, 31, 36, 60, whole.length - 1]) {
      writeFileSync(fileOf('one'), whole.subarray(0, length));
      assert.equal(await folder.read(key('one')), undefined, `${length} bytes`);
    }
    assert.equal(folder.has(key('one')), false);
  });

  it('are not taken for another phrase', async () => {
    const folder = await open();
    await folder.write(key('one'), phrase('one'));
    writeFileSync(fileOf('two'), readFileSync(fileOf('one')));
    assert.equal(await folder.read(key('two')), undefined);
  });

  it('stay within the limit; what was not used for longest goes', async () => {
    const folder = await open(100_000);
    for (let i = 0; i < 8; i++) {
      await folder.write(key(`${i}`), phrase(`${i}`, 10_000));
      utimesSync(fileOf(`${i}`), 1000 + i, 1000 + i);
    }
    await folder.touch(key('0'));
    for (const name of ['8', '9']) await folder.write(key(name), phrase(name, 10_000));
    await folder.trim();
    const left = readdirSync(scratch.path);
    assert.ok(folder.bytes <= 90_000, `${folder.bytes}`);
    assert.equal(left.length, 8);
    assert.ok(folder.has(key('0')) && folder.has(key('9')));
    assert.equal(folder.has(key('1')) || folder.has(key('2')), false);
  });

  it('stay within the limit when several processes write at once', async () => {
    const folders = await Promise.all([open(100_000), open(100_000), open(100_000)]);
    for (let i = 0; i < 30; i++) {
      const name = `${i}`;
      const folder = folders[i % 3]!;
      await folder.write(key(name), phrase(name, 5_000));
      await folder.trim();
    }
    const bytes = readdirSync(scratch.path).reduce((sum, name) => sum + statSync(join(scratch.path, name)).size, 0);
    assert.ok(bytes <= 100_000 && bytes > 70_000, `${bytes}`);
  });

  it('leave nothing of a process that was killed while it wrote', async () => {
    const folder = await open();
    const abandoned = join(scratch.path, 'abandoned.tmp');
    const underway = join(scratch.path, 'underway.tmp');
    for (const path of [abandoned, underway]) writeFileSync(path, 'half a phr');
    utimesSync(abandoned, 1000, 1000);
    assert.equal(folder.bytes, 0);
    await open();
    assert.deepEqual(readdirSync(scratch.path), ['underway.tmp']);
  });

  it('are gone when cleared, those of other processes too', async () => {
    const folder = await open();
    await (await open()).write(key('one'), phrase('one'));
    await folder.clear();
    assert.deepEqual(readdirSync(scratch.path), []);
    assert.equal(folder.bytes, 0);
  });
});
