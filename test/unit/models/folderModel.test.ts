import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdir, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { onnx } from 'onnx-proto';
import { loadCatalog } from '../../../src/models/catalog.js';
import { installFromFolder } from '../../../src/models/installFromFolder.js';
import { ModelStore } from '../../../src/models/store.js';
import { AloudError } from '../../../src/protocol/errors.js';
import { temporaryFolder } from './support/sample.js';

const assets = resolve('models');

/** A model of nothing but what it is known by. */
function graphOf(inputs: readonly string[], output: string, weights: onnx.ITensorProto = {}): Uint8Array {
  const graph = { input: inputs.map((name) => ({ name })), output: [{ name: output }], initializer: [weights] };
  return onnx.ModelProto.encode({ irVersion: 9, graph }).finish();
}

const piperInputs = ['input', 'input_lengths', 'scales'];
const kokoroInputs = ['tokens', 'style', 'speed'];
const description = {
  audio: { sample_rate: 16_000 },
  espeak: { voice: 'en-gb-x-rp' },
  inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
  phoneme_id_map: { _: [0], '^': [1], $: [2] },
  num_symbols: 256,
  num_speakers: 1,
};

describe('a folder with models', () => {
  let from: string;
  let home: string;
  const put = (name: string, content: Uint8Array | object) =>
    writeFile(join(from, name), content instanceof Uint8Array ? content : JSON.stringify(content));
  const install = async () => {
    const store = await ModelStore.load(assets, home);
    return installFromFolder(store, from);
  };
  const isRefused = (reason: RegExp) =>
    rejects(install(), (error) => error instanceof AloudError && reason.test(error.message));

  beforeEach(async () => {
    from = await temporaryFolder();
    home = await temporaryFolder();
  });
  afterEach(async () => {
    for (const folder of [from, home]) await rm(folder, { recursive: true });
  });

  it('gives a Piper voice that is not in the catalogue, known from then on', async () => {
    await put('en_GB-alan-low.onnx', graphOf(piperInputs, 'output'));
    await put('en_GB-alan-low.onnx.json', description);
    deepEqual(
      (await install()).map(({ id }) => id),
      ['piper-en_GB-alan-low'],
    );
    const store = await ModelStore.load(assets, home);
    equal((await store.verify('piper-en_GB-alan-low')).state, 'installed');
    const { voices, sampleRate, family } = store.model('piper-en_GB-alan-low');
    deepEqual({ sampleRate, family }, { sampleRate: 16_000, family: 'piper' });
    deepEqual(
      voices.map(({ id, language }) => [id, language]),
      [['alan', 'en-GB']],
    );
    await store.remove('piper-en_GB-alan-low');
    deepEqual(await readdir(home), []);
  });

  it('gives each speaker of a Piper voice a voice', async () => {
    await put('en_US-two-high.onnx', graphOf(piperInputs, 'output'));
    await put('en_US-two-high.onnx.json', {
      ...description,
      num_speakers: 2,
      speaker_id_map: { anna: 1, 'b/../c': 0 },
    });
    const [model] = await install();
    deepEqual(
      model?.voices.map(({ id }) => id),
      ['two-b-c', 'two-anna'],
    );
  });

  it('is refused when weights are to be read from another file', async () => {
    const weights = { name: 'w', dataLocation: onnx.TensorProto.DataLocation.EXTERNAL };
    await put('voice.onnx', graphOf(piperInputs, 'output', weights));
    await put('voice.onnx.json', description);
    await isRefused(/voice\.onnx cannot be installed: its weights are to be read from other files/);
    await put(
      'voice.onnx',
      graphOf(piperInputs, 'output', { name: 'w', externalData: [{ key: 'location', value: '../../etc/passwd' }] }),
    );
    await isRefused(/its weights are to be read from other files/);
    deepEqual(await readdir(home), []);
  });

  it('is refused when such weights hide in a graph within the graph', async () => {
    const tensor = { dataLocation: onnx.TensorProto.DataLocation.EXTERNAL };
    const inner = { node: [{ attribute: [{ name: 'value', t: tensor }] }] };
    const model = onnx.ModelProto.encode({
      graph: {
        input: piperInputs.map((name) => ({ name })),
        node: [{ opType: 'If', attribute: [{ name: 'then_branch', g: inner }] }],
      },
    }).finish();
    await put('voice.onnx', model);
    await put('voice.onnx.json', description);
    await isRefused(/its weights are to be read from other files/);
  });

  it('is refused when a graph is larger than any', async () => {
    await put('voice.onnx', new Uint8Array());
    await truncate(join(from, 'voice.onnx'), 600_000_000);
    await put('voice.onnx.json', description);
    await isRefused(/voice\.onnx cannot be installed: it has 600 MB, and at most 500 MB are taken/);
  });

  it('is refused when the description is wrong, saying where', async () => {
    await put('voice.onnx', graphOf(piperInputs, 'output'));
    await put('voice.onnx.json', { ...description, num_speakers: 'many' });
    await isRefused(/voice\.onnx\.json does not describe a Piper voice \(num_speakers/);
  });

  it('is refused when it is no model, or another one', async () => {
    await put('notes.onnx', Buffer.from('not a model at all'));
    await isRefused(/notes\.onnx cannot be installed/);
    await put('notes.onnx', graphOf(['image'], 'class'));
    await isRefused(/neither a Piper voice.* nor a Kokoro graph/);
    await put('notes.onnx.json', description);
    await isRefused(/not that of a Piper voice/);
  });

  it('is not followed through links out of it', async () => {
    const elsewhere = await temporaryFolder();
    await writeFile(join(elsewhere, 'x.onnx'), graphOf(piperInputs, 'output'));
    await writeFile(join(elsewhere, 'x.onnx.json'), JSON.stringify(description));
    await symlink(join(elsewhere, 'x.onnx'), join(from, 'x.onnx'));
    await symlink(elsewhere, join(from, 'linked'));
    deepEqual(await install(), []);
    await rm(elsewhere, { recursive: true });
  });

  it('gives a Kokoro graph of another precision, by what it takes and gives', async () => {
    await put(
      'whatever.onnx',
      graphOf(kokoroInputs, 'audio', { name: 'w', dataType: 10, rawData: new Uint8Array(100) }),
    );
    await rejects(
      install(),
      (error) => error instanceof AloudError && error.message.includes('voices'),
      'the voices are missing',
    );
    await put('whatever.onnx', graphOf(kokoroInputs, 'wave'));
    await isRefused(/neither a Piper voice/);
  });

  it('does not take a description in the model folder for another one', async () => {
    await mkdir(join(home, 'evil'));
    await writeFile(join(home, 'evil', 'model.json'), JSON.stringify({ id: 'kokoro', graph: '../../x' }));
    const store = await ModelStore.load(assets, home);
    deepEqual(
      store.catalog.models.map(({ id }) => id),
      (await loadCatalog(assets)).models.map(({ id }) => id),
    );
  });
});
