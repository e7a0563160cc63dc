import { PublishedKokoro } from '../../src/synthesis/kokoro/published.js';
import { conforms } from './conformance.js';
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

conforms('derived Kokoro', { ...sample, open: () => openDerived([calibrationFolder], settings) });
conforms('derived Kokoro in a voice that is not calibrated', { ...sample, open: () => openDerived([], settings) });
