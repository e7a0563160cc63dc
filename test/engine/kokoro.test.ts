import { equal, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { melDistance, melSpectrogram } from '../../src/metrics/mel.js';
import { Graph } from '../../src/onnx/graph.js';
import { frameSamples, sampleRateHz } from '../../src/synthesis/kokoro/format.js';
import { PublishedKokoro } from '../../src/synthesis/kokoro/published.js';
import { floatReference } from '../bench/quality/floatReference.js';
import { conforms, decodeChunks } from './conformance.js';
import { scratchFolder } from './support/engine.js';
import { calibrationFolder, kokoroFiles, openDerived } from './support/kokoro.js';

const settings = { threads: 2, provider: 'cpu' };
const sample = {
  voice: 'af_heart',
  sentence: 'ðə skˈI əbˈʌv ðə pˈɔɹt wʌz ðə kˈʌləɹ ʌv tˈɛləvˌɪʒən, tˈund tə ɐ dˈɛd ʧˈænᵊl.',
  word: 'həlˈO.',
  overlong: 'lˈɑŋ '.repeat(120),
};

conforms('published Kokoro', {
  ...sample,
  open: async () => {
    const { graph, voicesFolder } = await kokoroFiles();
    return PublishedKokoro.open(graph, voicesFolder, settings);
  },
});

conforms('Kokoro with float weights, as from a folder', {
  ...sample,
  open: async () => {
    const { graph, voicesFolder } = await kokoroFiles();
    const scratch = scratchFolder();
    try {
      const path = join(scratch.path, 'float.onnx');
      await writeFile(path, floatReference(await Graph.read(graph)));
      const model = await PublishedKokoro.open(path, voicesFolder, settings);
      equal(model.isQuantised, false);
      return model;
    } finally {
      scratch.remove();
    }
  },
});

conforms('derived Kokoro', { ...sample, open: () => openDerived([calibrationFolder], settings) });

describe('derived Kokoro', function () {
  this.timeout(300_000);

  it('says two words in chunks, close to how it says them whole', async () => {
    const [inChunks, whole] = [await openDerived([calibrationFolder], settings), await openDerived([], settings)];
    const input = { phonemes: 'kwˈɪk tˈɛst.', voice: sample.voice, speed: 1 };
    const spoken = await inChunks.begin(input);
    equal(spoken.chunked, true);
    const { chunks } = await decodeChunks(spoken, frameSamples);
    const expected = await (await whole.begin(input)).decode(0, spoken.frames);
    const spectrum = (samples: Float32Array) => melSpectrogram(samples, sampleRateHz);
    const distance = melDistance(spectrum(expected), spectrum(chunks));
    ok(distance <= 2, `${distance} dB apart`);
    await Promise.all([inChunks.close(), whole.close()]);
  });
});

conforms('derived Kokoro in a voice that is not calibrated', { ...sample, open: () => openDerived([], settings) });
