import { melDistance, melSpectrogram, type MelSpectrogram } from '../../../src/metrics/mel.js';
import { sampleRateHz } from '../../../src/synthesis/kokoro/format.js';
import { prepare } from '../../../src/synthesis/kokoro/input.js';
import type { SpeechModel } from '../../../src/synthesis/speechModel.js';
import type { Voices } from '../../../src/synthesis/kokoro/voice.js';
import { bend, decodeChunks } from '../../engine/conformance.js';
import type { InferenceSession } from 'onnxruntime-node';

export interface Contestants {
  /** Float reference. */
  readonly reference: InferenceSession;
  /** The same with an exact harmonic source. */
  readonly exact: InferenceSession;
  readonly published: SpeechModel;
  /** Decodes in chunks with predicted statistics. */
  readonly chunked: SpeechModel;
  /** The same graphs, whole utterances. */
  readonly whole: SpeechModel;
}

/** Mel distances in dB to a float reference. */
export interface Distances {
  readonly published: number;
  readonly whole: number;
  readonly chunked: number;
}

/** Of one sentence. */
export interface Comparison {
  readonly toReference: Distances;
  /** To the float reference with an exact harmonic source. */
  readonly toExact: Distances;
  /** How far chunks are from the whole of the same graphs: what prediction costs. */
  readonly predictionDb: number;
  readonly durationsAgree: boolean;
  /** The sharpest bend at a seam, against the same place decoded whole. */
  readonly seamRatio: number;
  readonly frames: number;
}

/** Says one sentence in every way and compares. */
export async function compare(
  { reference, exact, published, chunked, whole }: Contestants,
  voices: Voices,
  voice: string,
  phonemes: string,
): Promise<Comparison> {
  const input = { phonemes, voice, speed: 1 };
  const prepared = await prepare(input, voices);
  const spectrum = (samples: Float32Array) => melSpectrogram(samples, sampleRateHz);
  const target = async (model: InferenceSession) =>
    spectrum((await model.run(prepared!.feeds)).audio!.data as Float32Array);
  const say = async (model: SpeechModel) => {
    const utterance = await model.begin(input);
    return { utterance, ...(await decodeChunks(utterance, model.frameSamples)) };
  };
  const [theirs, all, parts] = [await say(published), await say(whole), await say(chunked)];
  const spectra = {
    published: spectrum(theirs.chunks),
    whole: spectrum(all.chunks),
    chunked: spectrum(parts.chunks),
  };
  const distancesTo = (expected: MelSpectrogram): Distances => ({
    published: melDistance(expected, spectra.published),
    whole: melDistance(expected, spectra.whole),
    chunked: melDistance(expected, spectra.chunked),
  });
  return {
    toReference: distancesTo(await target(reference)),
    toExact: distancesTo(await target(exact)),
    predictionDb: melDistance(spectra.whole, spectra.chunked),
    durationsAgree: JSON.stringify(theirs.utterance.durations) === JSON.stringify(parts.utterance.durations),
    seamRatio: Math.max(
      0,
      ...parts.seams.map((seam) => bend(parts.chunks, seam) / Math.max(1, bend(all.chunks, seam))),
    ),
    frames: parts.utterance.frames,
  };
}
