import { join } from 'node:path';
import { DerivedKokoro } from '../../src/synthesis/kokoro/derived.js';
import { graphFiles } from '../../src/synthesis/kokoro/derivation/derive.js';
import { Predictors } from '../../src/synthesis/kokoro/predictors.js';
import { PublishedKokoro } from '../../src/synthesis/kokoro/published.js';
import { runJob } from '../../src/synthesis/kokoro/workshop.js';
import { conforms } from './conformance.js';
import { calibrationFolder, kokoroFiles, workshopProgram } from './support/kokoro.js';

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

async function openDerived(predictors: readonly string[]) {
  const { request, voicesFolder } = await kokoroFiles();
  const folder = await runJob({ kind: 'derive', ...request('int8') }, { program: workshopProgram });
  const graph = (name: keyof typeof graphFiles) => join(folder, graphFiles[name]);
  const graphs = { acoustic: graph('acoustic'), vocoder: graph('vocoder'), wholeVocoder: graph('wholeVocoder') };
  return DerivedKokoro.open(graphs, voicesFolder, new Predictors(predictors).find, settings);
}

conforms('derived Kokoro', { ...sample, open: () => openDerived([calibrationFolder]) });
conforms('derived Kokoro in a voice that is not calibrated', { ...sample, open: () => openDerived([]) });
