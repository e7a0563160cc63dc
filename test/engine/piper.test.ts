import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, findModel, loadCatalog } from '../../src/models/catalog.js';
import { modelsFolder } from '../../src/models/location.js';
import { machineKey } from '../../src/synthesis/trials/machine.js';
import { TrialStore } from '../../src/synthesis/trials/trialStore.js';
import { conforms } from './conformance.js';
import { assetsFolder, engineClient, request } from './support/engine.js';
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

  it('reads in place of a better model that was found too slow here, and says so', async () => {
    const folder = join(modelsFolder(), 'kokoro');
    const catalog = await loadCatalog(assetsFolder);
    const kokoro = findModel(catalog, 'kokoro');
    const { sha256 } = filesOf(kokoro).find(({ path }) => path === kokoro.graph)!;
    // What an engine of another test has tried meanwhile would speak against it.
    await rm(join(folder, 'trials.json'), { force: true });
    const store = await TrialStore.open(folder, `${await machineKey()} | ${sha256}`);
    const slow = { firstMs: 900, ms: 9_000, audioMs: 6_000 };
    await store.add({ execution: { provider: 'cpu', threads: 1, form: 'bytes' }, ok: true, ...slow });
    const client = engineClient();
    try {
      // Neither of these is heard by anybody, so the user has been told nothing yet.
      await client.speculate(request('It is late.'));
      await client.read(request('It is late.', { source: 'http' })).finished;
      const reading = client.read(request('It is late.'));
      const notices: string[] = [];
      reading.onNotice((message) => notices.push(message));
      const { model, voice, audioMs } = await reading.finished;
      deepEqual([model, voice], ['piper-joe', 'joe']);
      ok(audioMs > 300);
      match(notices.join(' '), /takes 1\.5 s for each second of speech on this machine, so Piper .* reads/);
      match(notices.join(' '), /has no voice "af_heart": Joe reads\./);
    } finally {
      await client.dispose();
      await rm(join(folder, 'trials.json'));
    }
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
