import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npzArrays } from '../../../src/models/npz.js';
import { temporaryFolder, voiceLayout } from './support/sample.js';
import { npy, savez } from './support/savez.js';

describe('npz', () => {
  const data = randomBytes(4 * 4 * 256);
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    path = join(folder, 'voices.bin');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = async (): Promise<Map<string, Uint8Array>> => {
    const arrays = new Map<string, Uint8Array>();
    for await (const { name, bytes } of npzArrays(path, voiceLayout.shape)) arrays.set(name, bytes);
    return arrays;
  };

  it('gives the numbers as they are in the file', async () => {
    await writeFile(
      path,
      savez(
        new Map([
          ['anna.npy', npy(data, voiceLayout)],
          ['bert.npy', npy(data.toReversed(), voiceLayout)],
        ]),
      ),
    );
    const arrays = await read();
    assert.deepEqual([...arrays.keys()], ['anna', 'bert']);
    assert.ok(data.equals(arrays.get('anna')!));
  });

  for (const [what, member] of [
    ['float64', npy(data, { ...voiceLayout, descr: '<f8' })],
    ['big-endian numbers', npy(data, { ...voiceLayout, descr: '>f4' })],
    ['column order', npy(data, { ...voiceLayout, fortran: true })],
    ['another shape', npy(data, { ...voiceLayout, shape: [1, 4, 256] })],
    ['too few numbers', npy(data.subarray(4), voiceLayout)],
    ['no header', data],
    ['nothing', Buffer.alloc(0)],
  ] as const)
    it(`refuses ${what}`, async () => {
      await writeFile(path, savez(new Map([['anna.npy', member]])));
      await assert.rejects(read(), { code: 'model-damaged', message: /anna\.npy/ });
    });
});
