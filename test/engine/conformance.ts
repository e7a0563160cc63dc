import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { melDistance, melSpectrogram } from '../../src/metrics/mel.js';
import { AloudError } from '../../src/protocol/errors.js';
import type { SpeechModel, Utterance } from '../../src/synthesis/speechModel.js';

export interface Conformance {
  readonly open: () => Promise<SpeechModel>;
  readonly voice: string;
  /** A sentence of four to eight seconds. */
  readonly sentence: string;
  /** One word. */
  readonly word: string;
  /** More phonemes than the model takes at once. */
  readonly overlong: string;
}

/** How far chunks may be from the whole, over mel bands, in dB. */
const maxChunkDistanceDb = 1.5;
/** A seam may bend the wave as much as its surroundings do, twice over. */
const maxSeamRatio = 2;
const chunkPlan = [6, 10, 20, 40];

/** What every speech model has to keep, whatever it is made of. */
export function conforms(name: string, { open, voice, sentence, word, overlong }: Conformance): void {
  describe(`${name} as a speech model`, function () {
    this.timeout(300_000);
    let model: SpeechModel;
    const say = (phonemes: string, speed = 1) => model.begin({ phonemes, voice, speed });
    const whole = (utterance: Utterance) => utterance.decode(0, utterance.frames);

    /** The sentence, said once for all tests that only look at it. */
    let spoken: Utterance;
    let spokenWhole: Float32Array;
    let spokenWord: Float32Array;

    before(async () => {
      model = await open();
      await model.warm(voice, false);
      spokenWord = await whole(await say(word));
      spoken = await say(sentence);
      spokenWhole = await whole(await say(sentence));
    });
    after(() => model.close());

    it('says a sentence: as many samples as frames, audible, within full scale', () => {
      equal(spokenWhole.length, spoken.frames * model.frameSamples);
      const peak = spokenWhole.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      ok(peak > 0.05 && peak <= 1, `peak ${peak}`);
    });

    it('tells when each phoneme is said: never before the one before it, nor after the end', () => {
      const { durations, frames } = spoken;
      equal(durations.phonemes.length, sentence.length);
      const all = [durations.lead, ...durations.phonemes, durations.trail];
      ok(all.every((duration) => Number.isInteger(duration) && duration >= 0));
      equal(
        all.reduce((sum, duration) => sum + duration, 0),
        frames,
      );
    });

    it('is the same in chunks as whole, without clicks at the seams', async () => {
      const { chunks, seams } = await decodeChunks(spoken, model.frameSamples);
      equal(chunks.length, spokenWhole.length);
      const distance = melDistance(
        melSpectrogram(spokenWhole, model.sampleRate),
        melSpectrogram(chunks, model.sampleRate),
      );
      ok(distance <= maxChunkDistanceDb, `${distance} dB apart`);
      for (const seam of seams) {
        const ratio = bend(chunks, seam);
        ok(ratio <= Math.max(maxSeamRatio, maxSeamRatio * bend(spokenWhole, seam)), `a click of ${ratio} at ${seam}`);
      }
    });

    it('can be left in the middle of an utterance and says the next one as if nothing had been', async () => {
      const left = await say(sentence);
      await left.decode(0, left.chunked ? chunkPlan[0]! : left.frames);
      deepEqual(await whole(await say(word)), spokenWord);
    });

    it('makes nothing of nothing', async () => {
      const utterance = await say('');
      equal(utterance.frames, 0);
      equal((await whole(utterance)).length, 0);
    });

    it('leaves out symbols that it does not know', async () => {
      const known = await say(word);
      const unknown = await say(`${word}\u{1F600}`);
      equal(unknown.frames, known.frames);
      deepEqual(unknown.durations.phonemes, [...known.durations.phonemes, 0, 0]);
    });

    it('says that an utterance is too long instead of cutting it off', () =>
      rejects(say(overlong), (error) => error instanceof AloudError && error.code === 'bad-value'));

    it('speaks slowly and fast, and refuses what is neither', async () => {
      const [slow, normal, fast] = [await say(word, 0.5), await say(word), await say(word, 4)];
      ok(slow.frames > normal.frames && normal.frames > fast.frames, `${slow.frames} ${normal.frames} ${fast.frames}`);
      for (const utterance of [slow, fast]) equal((await whole(utterance)).every(Number.isFinite), true);
      for (const speed of [0.49, 4.01, 0, NaN]) {
        await rejects(say(word, speed), (error) => error instanceof AloudError && error.code === 'bad-value');
      }
    });

    it('refuses a voice that is not there by its name', () =>
      rejects(
        model.begin({ phonemes: word, voice: 'zz_nobody', speed: 1 }),
        (error) => error instanceof AloudError && error.code === 'unknown-voice' && error.message.includes('zz_nobody'),
      ));
  });
}

/** Decodes as the schedule does, in chunks that grow, or at once where chunks are not to be had. */
export async function decodeChunks(
  utterance: Utterance,
  frameSamples: number,
): Promise<{ chunks: Float32Array; seams: number[] }> {
  const chunks = new Float32Array(utterance.frames * frameSamples);
  const seams: number[] = [];
  for (let from = 0, index = 0; from < utterance.frames; index++) {
    const size = utterance.chunked ? chunkPlan[Math.min(index, chunkPlan.length - 1)]! : utterance.frames;
    const to = Math.min(from + size, utterance.frames);
    chunks.set(await utterance.decode(from, to), from * frameSamples);
    if (to < utterance.frames) seams.push(to * frameSamples);
    from = to;
  }
  return { chunks, seams };
}

const seamReach = 3;
const aroundReach = 480;

/** How sharply the wave bends at a sample, against how sharply it does within 20 ms around. */
export function bend(samples: Float32Array, at: number): number {
  const sharpness = (i: number) => Math.abs(samples[i - 1]! - 2 * samples[i]! + samples[i + 1]!);
  const values = (reach: number) => {
    const from = Math.max(1, at - reach);
    const to = Math.min(samples.length - 2, at + reach);
    return Array.from({ length: to - from + 1 }, (_, i) => sharpness(from + i)).sort((a, b) => a - b);
  };
  const around = values(aroundReach);
  return values(seamReach).at(-1)! / (around[Math.floor(0.99 * around.length)]! + 1e-6);
}
