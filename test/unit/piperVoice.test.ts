import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rejects } from 'node:assert/strict';
import { AloudError } from '../../src/protocol/errors.js';
import { parseDescription, readDescription } from '../../src/synthesis/piper/description.js';
import { durationsOf, tokensOf } from '../../src/synthesis/piper/tokens.js';

const description = {
  audio: { sample_rate: 22_050, quality: 'medium' },
  espeak: { voice: 'en-us' },
  inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
  phoneme_type: 'espeak',
  phoneme_id_map: { _: [0], '^': [1], $: [2], ' ': [3], '.': [4], h: [5], ə: [6], l: [7], o: [8], ʊ: [9], ˈ: [10] },
  num_symbols: 256,
  num_speakers: 1,
  speaker_id_map: {},
};
const parse = (changes: object = {}) =>
  parseDescription(JSON.stringify({ ...description, ...changes }), '/some/x.onnx.json');

describe('the description of a Piper voice', () => {
  it('says what synthesis needs', () => {
    const { sampleRate, accent, noiseScale, speakers } = parse();
    deepEqual(
      { sampleRate, accent, noiseScale, speakers },
      { sampleRate: 22_050, accent: 'us', noiseScale: 0.667, speakers: ['0'] },
    );
    equal(parse({ espeak: { voice: 'en-gb-x-rp' } }).accent, 'gb');
    deepEqual(parse({ num_speakers: 3, speaker_id_map: { anna: 1 } }).speakers, ['0', 'anna', '2']);
  });

  const wrong: Record<string, [object, RegExp]> = {
    'a rate that no device plays': [{ audio: { sample_rate: 1e9 } }, /audio\.sample_rate/],
    'text in place of a number': [
      { inference: { noise_scale: 'loud', length_scale: 1, noise_w: 1 } },
      /inference\.noise_scale/,
    ],
    'a length of nothing': [{ inference: { noise_scale: 1, length_scale: 0, noise_w: 1 } }, /inference\.length_scale/],
    'no end of utterances': [{ phoneme_id_map: { _: [0], '^': [1] } }, /has no "\$"/],
    'ids beyond the table': [{ num_symbols: 5 }, /beyond num_symbols/],
    'ids that are no numbers': [{ phoneme_id_map: { _: [null] } }, /phoneme_id_map/],
    'phonemes of another kind': [{ phoneme_type: 'pinyin' }, /pinyin/],
    'a million speakers': [{ num_speakers: 1_000_000 }, /num_speakers/],
  };
  for (const [what, [changes, reason]] of Object.entries(wrong)) {
    it(`is refused with ${what}`, () => {
      throws(
        () => parse(changes),
        (error) => error instanceof AloudError && error.code === 'model-damaged' && reason.test(error.message),
      );
    });
  }

  it('is refused in other languages, by their names', () => {
    throws(() => parse({ espeak: { voice: 'de' } }), /language "de"/);
  });

  it('is refused when it is no JSON, or larger than any', async () => {
    throws(() => parseDescription('{', 'x.json'), /x\.json does not describe a Piper voice/);
    const folder = await mkdtemp(join(tmpdir(), 'aloud-test-'));
    const path = join(folder, 'huge.onnx.json');
    await writeFile(path, '');
    await truncate(path, 2_000_000_000);
    await rejects(readDescription(path), /huge\.onnx\.json .*2000000000 bytes/);
    await rm(folder, { recursive: true });
  });
});

describe('tokens of a Piper voice', () => {
  it('have a pad between any two, and say where those of each sign begin', () => {
    const { ids, starts, count } = tokensOf('həlˈO.', parse());
    deepEqual([...ids].map(Number), [1, 0, 5, 0, 6, 0, 7, 0, 10, 0, 8, 0, 9, 0, 4, 0, 2]);
    deepEqual(starts, [2, 4, 6, 8, 10, 14, 16]);
    equal(count, 6);
  });

  it('leave out what the voice was not taught', () => {
    deepEqual(tokensOf('h☃.', parse()).starts, [2, 4, 4, 6]);
    equal(tokensOf('☃', parse()).count, 0);
  });

  it('have durations that add up, however they are rounded', () => {
    const tokens = tokensOf('həlˈO.', parse());
    const frames = Array.from(tokens.ids, (_, index) => (index * 7) % 4);
    const { lead, phonemes, trail } = durationsOf(tokens, frames, 2);
    const all = [lead, ...phonemes, trail];
    equal(phonemes.length, 'həlˈO.'.length);
    ok(all.every((duration) => Number.isInteger(duration) && duration >= 0));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    equal(sum(all), Math.ceil(sum(frames) / 2));
  });
});
