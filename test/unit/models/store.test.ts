import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '../../../src/models/catalog.js';
import { folderSource } from '../../../src/models/folderSource.js';
import { publicSource } from '../../../src/models/publicSource.js';
import type { ModelSource } from '../../../src/models/source.js';
import { ModelStore, type InstallOptions } from '../../../src/models/store.js';
import { AloudError } from '../../../src/protocol/errors.js';
import { FileServer } from './support/fileServer.js';
import { sampleModel, temporaryFolder, type SampleModel } from './support/sample.js';

describe('model store', () => {
  let server: FileServer;
  let sample: SampleModel;
  let folder: string;
  let store: ModelStore;

  beforeEach(async () => {
    server = new FileServer();
    await server.start();
    sample = sampleModel(server.url);
    for (const [path, bytes] of sample.published) server.files.set(path, bytes);
    folder = await temporaryFolder();
    store = new ModelStore(join(folder, 'models'), sample.catalog);
  });

  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const limits = { stallMs: 5_000, retries: 0, retryMs: 0 };
  const internet = publicSource(globalThis.fetch, limits);
  const install = (options: Partial<InstallOptions> = {}): ReturnType<ModelStore['install']> =>
    store.install('sample', { sources: [internet], ...options });
  const pathOf = (name: string): string => join(store.folder, 'sample', name);

  /** Changes one byte and hides it as well as a program can. */
  const damage = async (name: string): Promise<void> => {
    const { atime, mtime } = await stat(pathOf(name));
    const bytes = await readFile(pathOf(name));
    bytes[1000]! ^= 1;
    await writeFile(pathOf(name), bytes);
    await utimes(pathOf(name), atime, mtime);
  };

  describe('install', () => {
    it('brings every file and leaves nothing else', async () => {
      const progress: { loaded: number; total: number }[] = [];
      const model = await install({ onProgress: (each) => progress.push(each) });
      for (const [path, bytes] of sample.contents) assert.ok(bytes.equals(await readFile(pathOf(path))), path);
      const left = await readdir(pathOf('.'), { recursive: true });
      assert.deepEqual(left.sort(), ['graph.onnx', 'installed.json', 'voices', 'voices/anna.bin', 'voices/bert.bin']);
      assert.equal(model.graph, pathOf('graph.onnx'));
      const total = [...sample.contents.values()].reduce((sum, bytes) => sum + bytes.length, 0);
      assert.deepEqual(progress.at(-1), { loaded: total, total });
      const loaded = progress.map((each) => each.loaded);
      assert.deepEqual(
        loaded,
        loaded.toSorted((a, b) => a - b),
      );
    });

    it('fetches nothing twice', async () => {
      await install();
      const { length } = server.requests;
      await install();
      assert.equal(server.requests.length, length);
    });

    it('asks the next source when one fails, and says so', async () => {
      const detours: string[] = [];
      const broken: ModelSource = { deliver: () => Promise.reject(new AloudError('network', 'No luck.')) };
      await install({ sources: [broken, internet], onDetour: ({ message }) => detours.push(message) });
      assert.deepEqual(detours, ['No luck.', 'No luck.']);
    });

    it('says of every source what went wrong', async () => {
      const broken: ModelSource = { deliver: () => Promise.reject(new AloudError('network', 'No luck.')) };
      server.files.clear();
      await assert.rejects(install({ sources: [internet, broken] }), { code: 'network', message: /404.*No luck\./ });
    });

    it('is cancelled in mid-file and goes on from there later', async () => {
      const abort = new AbortController();
      server.manners = { paceMs: 5 };
      const onProgress = ({ loaded }: { loaded: number }): void => {
        if (loaded > 100_000) abort.abort();
      };
      await assert.rejects(install({ signal: abort.signal, onProgress }), { code: 'cancelled' });
      assert.equal((await store.status('sample')).state, 'missing');
      await assert.rejects(store.open('sample'), { code: 'model-missing' });
      server.manners = {};
      await install();
      assert.match(server.requests[1]?.range ?? '', /^bytes=[1-9]/);
    });

    it('sweeps away what a killed process left', async () => {
      await mkdir(pathOf('tmp-abc'), { recursive: true });
      await writeFile(pathOf('tmp-abc/big'), 'x');
      await install();
      assert.ok(!existsSync(pathOf('tmp-abc')));
    });

    it('says when there is not enough room', async () => {
      const [model] = sample.catalog.models;
      const [graph] = model!.parts;
      const huge = { ...graph!, files: [{ ...graph!.files[0]!, bytes: Number.MAX_SAFE_INTEGER }] };
      const catalog: Catalog = { version: 1, models: [{ ...model!, parts: [huge] }] };
      const other = new ModelStore(store.folder, catalog);
      await assert.rejects(other.install('sample', { sources: [internet] }), { code: 'disk', message: /ALOUD_HOME/ });
      assert.deepEqual(server.requests, []);
    });

    it('says when the folder cannot be written', async () => {
      await writeFile(join(folder, 'models'), 'a file in place of the folder');
      await assert.rejects(install(), { code: 'disk', message: /cannot be read and written.*ALOUD_HOME/ });
    });

    it('refuses a model that is not in the catalogue', async () => {
      await assert.rejects(store.install('../x', { sources: [internet] }), { code: 'unknown-model' });
    });
  });

  describe('open', () => {
    it('gives the voices', async () => {
      const model = await install();
      const expected = sample.contents.get('voices/bert.bin')!;
      const voice = await model.loadVoice('bert');
      assert.ok(expected.equals(Buffer.from(voice.buffer)));
      assert.throws(() => model.voicePath('../../x'), { code: 'unknown-voice' });
    });

    it('tells a missing model from a partial one', async () => {
      assert.equal((await store.status('sample')).state, 'missing');
      await install();
      await rm(pathOf('voices/anna.bin'));
      const status = await store.status('sample');
      assert.equal(status.state, 'partial');
      assert.equal(status.missingBytes, sample.contents.get('voices/anna.bin')!.length);
      await assert.rejects(store.open('sample'), { code: 'model-missing' });
    });

    it('hashes an unchanged file only when asked to verify', async () => {
      await install();
      await damage('graph.onnx');
      const { ctimeMs } = await stat(pathOf('graph.onnx'));
      const stamps = JSON.parse(await readFile(pathOf('installed.json'), 'utf8')) as Record<string, object>;
      stamps['graph.onnx'] = { ...stamps['graph.onnx'], changedMs: ctimeMs };
      await writeFile(pathOf('installed.json'), JSON.stringify(stamps));
      assert.equal((await store.status('sample')).state, 'installed');
      assert.equal((await store.verify('sample')).state, 'damaged');
    });

    it('takes nothing from an archive that is not what the catalogue names', async () => {
      const [model] = sample.catalog.models;
      const [graph, voices] = model!.parts;
      const [anna, bert] = voices!.files;
      const parts = [graph!, { ...voices!, files: [anna!, { ...bert!, sha256: 'f'.repeat(64) }] }];
      store = new ModelStore(store.folder, { version: 1, models: [{ ...model!, parts }] });
      await assert.rejects(install(), { code: 'model-damaged', message: /bert/ });
      assert.deepEqual(await readdir(pathOf('voices')), ['anna.bin']);
      assert.ok(!existsSync(pathOf('voices.bin')));
    });

    for (const name of ['graph.onnx', 'voices/anna.bin'])
      it(`notices a changed byte in ${name}, never gives it, and fetches it again`, async () => {
        await install();
        await damage(name);
        await assert.rejects(store.open('sample'), { code: 'model-damaged', message: new RegExp(name) });
        assert.deepEqual((await store.verify('sample')).damaged, [name]);
        await install();
        assert.ok(sample.contents.get(name)!.equals(await readFile(pathOf(name))));
      });

    it('notices a truncated file', async () => {
      await install();
      await truncate(pathOf('graph.onnx'), 1000);
      await assert.rejects(store.open('sample'), { code: 'model-damaged' });
    });

    it('removes a damaged file before its replacement has arrived', async () => {
      await install();
      await damage('graph.onnx');
      server.files.clear();
      await assert.rejects(install(), { code: 'network' });
      assert.ok(!existsSync(pathOf('graph.onnx')));
    });

    for (const content of ['', 'not json', '{"graph.onnx":5}', '[]'])
      it(`hashes again when the stamps are ${JSON.stringify(content)}`, async () => {
        await install();
        await writeFile(pathOf('installed.json'), content);
        assert.equal((await store.status('sample')).state, 'installed');
      });

    it('accepts a folder that was copied from elsewhere', async () => {
      await install();
      await cp(store.folder, join(folder, 'copy'), { recursive: true });
      assert.equal((await new ModelStore(join(folder, 'copy'), sample.catalog).status('sample')).state, 'installed');
    });

    it('rejects what an older catalogue accepted', async () => {
      await install();
      const [model] = sample.catalog.models;
      const parts = model!.parts.map((part) => ({
        ...part,
        files: part.files.map((file) => ({ ...file, sha256: file.sha256.replace(/^../, 'ff') })),
      }));
      const newer = new ModelStore(store.folder, { version: 1, models: [{ ...model!, parts }] });
      assert.equal((await newer.status('sample')).state, 'damaged');
    });
  });

  it('removes everything of a model', async () => {
    await install();
    await store.remove('sample');
    assert.deepEqual(await readdir(store.folder), []);
    await store.remove('sample');
  });

  describe('from a folder', () => {
    let given: string;

    beforeEach(async () => {
      given = join(folder, 'given', 'deep');
      await mkdir(given, { recursive: true });
    });

    const fromFolder = (path = join(folder, 'given')): ReturnType<ModelStore['install']> =>
      install({ sources: [folderSource(path)] });

    it('takes what the public source publishes, whatever its name', async () => {
      await writeFile(join(given, 'download (1)'), sample.published.get('graph.onnx')!);
      await writeFile(join(given, 'download (2)'), sample.published.get('voices.bin')!);
      await fromFolder();
      for (const [path, bytes] of sample.contents) assert.ok(bytes.equals(await readFile(pathOf(path))), path);
      assert.deepEqual(server.requests, []);
    });

    it('takes the model folder of another machine', async () => {
      await install();
      await rename(store.folder, join(given, 'models'));
      await fromFolder();
    });

    it('completes what a part of the files and the archive give together', async () => {
      await writeFile(join(given, 'graph.onnx'), sample.contents.get('graph.onnx')!);
      await writeFile(join(given, 'anna.bin'), sample.contents.get('voices/anna.bin')!);
      await assert.rejects(fromFolder(), { code: 'model-missing', message: /voices\.bin/ });
      await writeFile(join(given, 'voices.bin'), sample.published.get('voices.bin')!);
      await fromFolder();
    });

    it('says which file is missing or damaged, and where to get it', async () => {
      const graph = Buffer.from(sample.contents.get('graph.onnx')!);
      graph[5]! ^= 1;
      await writeFile(join(given, 'graph.onnx'), graph);
      await assert.rejects(fromFolder(), {
        code: 'model-missing',
        message: /no undamaged graph\.onnx \(0\.3 MB\)\. Get it from http/,
      });
      assert.ok(!existsSync(pathOf('graph.onnx')));
    });

    it('says that the folder cannot be read', async () => {
      await assert.rejects(fromFolder(join(folder, 'nowhere')), {
        code: 'bad-value',
        message: /nowhere cannot be read/,
      });
    });
  });
});
