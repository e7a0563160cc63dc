import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { melBands, melDistance, type MelSpectrogram, melSpectrogram } from '../../../metrics/mel.js';
import { AloudError } from '../../../protocol/errors.js';
import { Acoustic } from '../acoustic.js';
import type { DerivedGraphs } from '../derived.js';
import { sampleRateHz, styleSize } from '../format.js';
import { type Feeds } from '../input.js';
import { decodeSafetensors, encodeSafetensors, type Tensors } from '../safetensors.js';
import { openOptimised } from '../../session.js';
import { contextFrames, samplesOf, Vocoder } from '../vocoder.js';

/** A phrase, and what the published model with float convolutions makes of it. */
export interface Expectation {
  readonly tokens: BigInt64Array;
  readonly style: Float32Array;
  readonly durations: readonly number[];
  readonly spectrogram: MelSpectrogram;
}

export const selfTestFile = 'self-test.safetensors';

/** Sound graphs are within one of the expected spectrum; a processor that multiplies wrongly is beyond four. */
const maxDistanceDb = 2;
/** Decoded in chunks with the statistics of the whole it is the same but for rounding. */
const maxChunkDistanceDb = 0.3;
const chunkFrames = 40;

/**
 * Says a fixed phrase with derived graphs and compares durations and spectrum with what is expected.
 * @throws AloudError `engine-failed`
 */
export async function selfTest(graphs: DerivedGraphs, calibrationFolder: string): Promise<void> {
  const expected = decodeExpectation(decodeSafetensors(await readFile(join(calibrationFolder, selfTestFile))));
  const settings = { threads: 1, provider: 'cpu' };
  const acoustic = new Acoustic(await openOptimised(graphs.acoustic, settings));
  const vocoder = new Vocoder(
    await openOptimised(graphs.wholeVocoder, settings),
    await openOptimised(graphs.vocoder, settings),
  );
  const utterance = await acoustic.run(feeds(expected));
  const whole = await vocoder.decodeWhole(utterance);
  const chunked: Float32Array[] = [];
  for (let from = 0; from < utterance.frames; from += chunkFrames) {
    const to = Math.min(from + chunkFrames, utterance.frames);
    const start = Math.max(0, from - contextFrames);
    const end = Math.min(utterance.frames, to + contextFrames);
    chunked.push(samplesOf(await vocoder.decodeWindow(utterance, start, end, whole), start, from, to));
  }
  await Promise.all([acoustic.close(), vocoder.close()]);

  const spectrogram = melSpectrogram(whole.audio, sampleRateHz);
  const distance = melDistance(expected.spectrogram, spectrogram);
  const chunkDistance = melDistance(spectrogram, melSpectrogram(joined(chunked), sampleRateHz));
  const durationsAgree = expected.durations.every((frames, i) => frames === Number(utterance.durations[i]));
  // Written so that a distance that is not a number fails.
  if (!(durationsAgree && distance <= maxDistanceDb && chunkDistance <= maxChunkDistanceDb)) {
    const found = `${distance.toFixed(2)} dB from the expected sound, ${chunkDistance.toFixed(2)} dB between chunks and whole`;
    throw new AloudError(
      'engine-failed',
      `The faster form of the voice model does not sound right on this machine (${found}), so the published one is used.`,
    );
  }
}

export function feeds({ tokens, style }: Pick<Expectation, 'tokens' | 'style'>): Feeds {
  return {
    tokens: new Tensor('int64', tokens, [1, tokens.length]),
    style: new Tensor('float32', style, [1, styleSize]),
    speed: new Tensor('float32', Float32Array.of(1), [1]),
  };
}

const silenceDb = -120;

/** Float16 holds decibels well, and powers not. */
export function encodeExpectation({ tokens, style, durations, spectrogram }: Expectation): Uint8Array {
  const decibels = (values: Iterable<number>) =>
    Float32Array.from(values, (power) => Math.max(silenceDb, 10 * Math.log10(power)));
  const vector = (data: Float32Array, shape = [data.length]) => ({ data, shape });
  const { bands, power } = spectrogram;
  return encodeSafetensors(
    new Map([
      ['tokens', vector(Float32Array.from(tokens, Number))],
      ['style', vector(style)],
      ['durations', vector(Float32Array.from(durations))],
      ['bands', vector(decibels(bands.flatMap((frame) => [...frame])), [bands.length, melBands])],
      ['power', vector(decibels(power))],
    ]),
    {},
  );
}

function decodeExpectation(tensors: Tensors): Expectation {
  const tensor = (name: string) => tensors.get(name)!.data;
  const power = (decibels: number) => 10 ** (decibels / 10);
  const bands = Float64Array.from(tensor('bands'), power);
  return {
    tokens: BigInt64Array.from(Array.from(tensor('tokens'), BigInt)),
    style: tensor('style'),
    durations: [...tensor('durations')],
    spectrogram: {
      bands: Array.from({ length: bands.length / melBands }, (_, i) =>
        bands.subarray(i * melBands, (i + 1) * melBands),
      ),
      power: Array.from(tensor('power'), power),
    },
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
