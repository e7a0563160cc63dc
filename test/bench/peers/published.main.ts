/** The published graph as it is, sentence by sentence, on the ONNX Runtime that Aloud has. */
import { join } from 'node:path';
import { PublishedKokoro } from '../../../src/synthesis/kokoro/published.js';
import { sampleRateHz } from '../../../src/synthesis/kokoro/format.js';
import { loadEnglish } from '../../../src/text/pronounce/english.js';
import { sentences } from '../../../src/text/sentences.js';
import { Cuts } from '../../../src/synthesis/schedule/cuts.js';
import { maxPhonemes } from '../../../src/synthesis/limits.js';
import type { Sentence } from '../../../src/text/sentence.js';
import { servePeer } from './servePeer.js';

servePeer(async ({ graph, folder, voice, threads }) => {
  const model = await PublishedKokoro.open(graph, join(folder, 'voices'), { threads, provider: 'cpu' });
  const english = loadEnglish(join('models', 'lexicons'), 'us');
  return {
    sampleRate: sampleRateHz,
    async speak(text, play) {
      for (const sentence of sentences([{ text, start: 0 }], english)) {
        for (const phonemes of segments(sentence)) {
          const utterance = await model.begin({ phonemes, voice, speed: 1 });
          play(await utterance.decode(0, utterance.frames));
        }
      }
    },
  };
});

/** Phonemes of a sentence, in as few parts as the model takes. */
function* segments(sentence: Sentence): Generator<string> {
  const cuts = new Cuts(sentence, maxPhonemes);
  for (let from = 0, to; from < cuts.length; from = to) {
    to = cuts.endsAfter(from).at(-1)!;
    yield sentence.words
      .slice(from, to)
      .map((word) => word.phonemes)
      .join(' ');
  }
}
