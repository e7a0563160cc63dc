import { equal, ok } from 'node:assert/strict';
import { conforms } from './conformance.js';
import { openJoe } from './support/piper.js';

const sample = {
  voice: 'joe',
  sentence: 'ðə skˈI əbˈʌv ðə pˈɔɹt wʌz ðə kˈʌləɹ ʌv tˈɛləvˌɪʒən, tˈund tə ɐ dˈɛd ʧˈænᵊl.',
  word: 'həlˈO.',
  overlong: 'lˈɑŋ '.repeat(120),
};

conforms('Piper', { ...sample, open: async () => (await openJoe()).model });
conforms('Piper, derived', { ...sample, open: async () => (await openJoe({ derived: true })).model });

describe('Piper', function () {
  this.timeout(300_000);

  it('is derived once: then nothing is left to do, and it says the same', async () => {
    const [published, derived] = [await openJoe(), await openJoe({ derived: true })];
    equal(derived.toDerive, undefined);
    const say = async ({ model }: typeof derived) => {
      const utterance = await model.begin({ phonemes: sample.sentence, voice: 'joe', speed: 1 });
      return utterance.decode(0, utterance.frames);
    };
    const [expected, actual] = [await say(published), await say(derived)];
    equal(actual.length, expected.length);
    const error = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
    ok(error < 1e-3, `${error}`);
    await Promise.all([published.model.close(), derived.model.close()]);
  });

  it('is the same in chunks as whole to the last bit but rounding', async () => {
    const { model } = await openJoe();
    const say = () => model.begin({ phonemes: sample.sentence, voice: 'joe', speed: 1.3 });
    const [once, again] = [await say(), await say()];
    const whole = await once.decode(0, once.frames);
    const firstFrames = 6;
    const chunks = [await again.decode(0, firstFrames)];
    for (let from = firstFrames; from < again.frames; from += 10) {
      chunks.push(await again.decode(from, Math.min(from + 10, again.frames)));
    }
    const joined = chunks.flatMap((chunk) => [...chunk]);
    equal(joined.length, whole.length);
    const noise = whole.reduce((sum, value, i) => sum + (value - joined[i]!) ** 2, 0);
    const signal = whole.reduce((sum, value) => sum + value ** 2, 0);
    const ratioDb = 10 * Math.log10(signal / noise);
    ok(ratioDb > 100, `${ratioDb} dB`);
    await model.close();
  });
});
