import { equal } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Graph } from '../../src/onnx/graph.js';
import { PublishedKokoro } from '../../src/synthesis/kokoro/published.js';
import { conforms } from './conformance.js';
import { floatReference } from '../bench/quality/floatReference.js';
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
conforms('derived Kokoro in a voice that is not calibrated', { ...sample, open: () => openDerived([], settings) });
