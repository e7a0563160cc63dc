import { melDistance, melSpectrogram } from '../../../src/metrics/mel.js';
import { sampleRateHz } from '../../../src/synthesis/kokoro/format.js';
import { prepare } from '../../../src/synthesis/kokoro/input.js';
import type { SpeechModel } from '../../../src/synthesis/speechModel.js';
import type { Voices } from '../../../src/synthesis/kokoro/voice.js';
import { bend, decodeChunks } from '../../engine/conformance.js';
import type { InferenceSession } from 'onnxruntime-node';

export interface Contestants {
  /** Float reference. */
  readonly reference: InferenceSession;
  readonly published: SpeechModel;
  /** Decodes in chunks with predicted statistics. */
  readonly chunked: SpeechModel;
  /** The same graphs, whole utterances. */
  readonly whole: SpeechModel;
}

/** Mel distances in dB of one sentence. */
export interface Comparison {
  readonly publishedDb: number;
  readonly wholeDb: number;
  readonly chunkedDb: number;
  /** How far chunks are from the whole of the same graphs: what prediction costs. */
  readonly predictionDb: number;
  readonly durationsAgree: boolean;
  /** The sharpest bend at a seam, against the same place decoded whole. */
  readonly seamRatio: number;
  readonly frames: number;
}

/** Says one sentence in every way and compares. */
export async function compare(
  { reference, published, chunked, whole }: Contestants,
  voices: Voices,
  voice: string,
  phonemes: string,
): Promise<Comparison> {
  const input = { phonemes, voice, speed: 1 };
  const prepared = await prepare(input, voices);
  const expected = (await reference.run(prepared!.feeds)).audio!.data as Float32Array;
  const say = async (model: SpeechModel) => {
    const utterance = await model.begin(input);
    return { utterance, ...(await decodeChunks(utterance, model.frameSamples)) };
  };
  const [theirs, all, parts] = [await say(published), await say(whole), await say(chunked)];
  const spectrum = (samples: Float32Array) => melSpectrogram(samples, sampleRateHz);
  const target = spectrum(expected);
  const [wholeSpectrum, chunkedSpectrum] = [spectrum(all.chunks), spectrum(parts.chunks)];
  return {
    publishedDb: melDistance(target, spectrum(theirs.chunks)),
    wholeDb: melDistance(target, wholeSpectrum),
    chunkedDb: melDistance(target, chunkedSpectrum),
    predictionDb: melDistance(wholeSpectrum, chunkedSpectrum),
    durationsAgree: JSON.stringify(theirs.utterance.durations) === JSON.stringify(parts.utterance.durations),
    seamRatio: Math.max(
      0,
      ...parts.seams.map((seam) => bend(parts.chunks, seam) / Math.max(1, bend(all.chunks, seam))),
    ),
    frames: parts.utterance.frames,
  };
}
