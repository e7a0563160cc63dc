import { deepEqual, equal, rejects } from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AloudError } from '../../src/protocol/errors.js';
import { findDerivation, storeDerivation } from '../../src/synthesis/derivationStore.js';

const name = 'kokoro-int8-0123456789abcdef';
const files = ['a.onnx', 'b.onnx'];
/** Of a process that is no more: numbers of processes do not reach so far. */
const deadProcess = 2 ** 30;

describe('derived graphs on disk', () => {
  let root: string;
  const write = async (folder: string) => {
    for (const file of files) await writeFile(join(folder, file), `contents of ${file}`);
  };
  const store = (how = write) => storeDerivation(root, name, files, how);
  const state = async () => (await findDerivation(root, name)).state;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'aloud-test-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('appear with all of their files', async () => {
    equal(await state(), 'missing');
    equal(await store(), join(root, name));
    equal(await state(), 'ready');
    deepEqual(await readdir(root), [name]);
  });

  it('do not appear, nor leave anything behind, where making them fails', async () => {
    const fail = async (folder: string) => {
      await write(folder);
      throw new Error('the self-test failed');
    };
    await rejects(store(fail), /the self-test failed/);
    deepEqual(await readdir(root), []);
    equal(await store(), join(root, name));
  });

  for (const code of ['ENOSPC', 'EDQUOT', 'EIO']) {
    it(`say where there has to be room when writing ends with ${code}, and are made once there is`, async () => {
      const full = async (folder: string) => {
        await writeFile(join(folder, files[0]!), 'half of');
        throw Object.assign(new Error('no space left'), { code });
      };
      await rejects(
        store(full),
        (error) => error instanceof AloudError && error.code === 'disk' && error.message.includes(root),
      );
      deepEqual(await readdir(root), []);
      equal(await store(), join(root, name));
    });
  }

  it('take the place of what killed processes left behind, not of what others are about to make', async () => {
    const [dead, alive] = [deadProcess, process.ppid].map((pid) => `${name}.${pid}.partial`);
    for (const folder of [dead!, alive!]) {
      await mkdir(join(root, folder));
      await writeFile(join(root, folder, files[0]!), 'half of');
    }
    await store();
    deepEqual((await readdir(root)).sort(), [name, alive!].sort());
    equal(await state(), 'ready');
  });

  it('take the place of those of an earlier version made in the same way', async () => {
    const [earlier, other] = ['kokoro-int8-00000000', 'kokoro-float-00000000'];
    for (const folder of [earlier, other]) await mkdir(join(root, folder));
    await store();
    deepEqual((await readdir(root)).sort(), [other, name].sort());
  });

  it('are those of another process where that was faster', async () => {
    const elsewhere = join(root, 'elsewhere');
    await storeDerivation(elsewhere, name, files, write);
    const overtaken = store(async (folder) => {
      await cp(join(elsewhere, name), join(root, name), { recursive: true });
      await writeFile(join(folder, files[0]!), 'half of');
    });
    equal(await overtaken, join(root, name));
    equal(await state(), 'ready');
  });

  const damages: readonly (readonly [string, (folder: string) => Promise<void>])[] = [
    ['a flipped bit', async (folder) => flip(join(folder, files[0]!))],
    ['a file cut off', (folder) => truncate(join(folder, files[1]!), 3)],
    ['a file missing', (folder) => unlink(join(folder, files[1]!))],
    ['no list of files', (folder) => unlink(join(folder, 'manifest.json'))],
    ['a damaged list of files', (folder) => writeFile(join(folder, 'manifest.json'), '{')],
  ];
  for (const [what, damage] of damages) {
    it(`are removed and made again after ${what}`, async () => {
      await damage(await store());
      equal(await state(), 'damaged');
      equal(await state(), 'missing');
      await store();
      equal(await state(), 'ready');
    });
  }
});

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(path, bytes);
}
