import {
  silentUtterance,
  type SpeechModel,
  type Utterance,
  type UtteranceInput,
  type WarmCosts,
} from '../speechModel.js';
import { warmParts, warmUpSentence } from '../warmUp.js';
import { Acoustic, type Decodable } from './acoustic.js';
import { featuresOf } from './features.js';
import { frameSamples, sampleRateHz } from './format.js';
import { durationsOf, prepare } from './input.js';
import { openOptimised, type SessionSettings } from '../session.js';
import type { Statistics, StatisticsPredictor } from './statistics.js';
import { contextFrames, samplesOf, Vocoder } from './vocoder.js';
import { Voices } from './voice.js';

/**
 * Shorter utterances (one word) are decoded whole: that takes little time, and the fewer frames, the harder it is to
 * predict their statistics. With 60 frames chunks are 1.3 dB (mel) from the whole, with 80 frames 1.1.
 */
const minChunkedFrames = 60;
const warmUpFrames = 10;

/** Paths of the derived graphs, as they were saved in optimised form. */
export interface DerivedGraphs {
  readonly acoustic: string;
  /** The vocoder that is given statistics. */
  readonly vocoder: string;
  /** The vocoder that takes its own. */
  readonly wholeVocoder: string;
}

/** Finds what predicts a voice's statistics; undefined while the voice is not calibrated. */
export type FindPredictor = (voice: string) => Promise<StatisticsPredictor | undefined>;

/** Kokoro in two parts: an utterance up to its features in one go, then its samples window by window. */
export class DerivedKokoro implements SpeechModel {
  readonly sampleRate = sampleRateHz;
  readonly frameSamples = frameSamples;
  readonly staged = true;

  private constructor(
    private readonly acoustic: Acoustic,
    private readonly vocoder: Vocoder,
    private readonly voices: Voices,
    private readonly findPredictor: FindPredictor,
    readonly provider: string,
  ) {}

  static async open(
    graphs: DerivedGraphs,
    voicesFolder: string,
    findPredictor: FindPredictor,
    settings: SessionSettings,
  ): Promise<DerivedKokoro> {
    const [acoustic, vocoder, wholeVocoder] = await Promise.all([
      openOptimised(graphs.acoustic, settings),
      openOptimised(graphs.vocoder, settings),
      openOptimised(graphs.wholeVocoder, settings),
    ]);
    return new DerivedKokoro(
      new Acoustic(acoustic),
      new Vocoder(wholeVocoder, vocoder),
      new Voices(voicesFolder),
      findPredictor,
      settings.provider,
    );
  }

  async warm(voice: string, measuring: boolean): Promise<WarmCosts | undefined> {
    const input = { phonemes: warmUpSentence, voice, speed: 1 };
    const prepared = await prepare(input, this.voices);
    const decodable = await this.acoustic.run(prepared!.feeds);
    const measured = await this.vocoder.decodeWhole(decodable, warmUpFrames);
    const predictor = await this.findPredictor(voice);
    const statistics = predictor?.predict(featuresOf(decodable)) ?? measured;
    return warmParts(
      measuring,
      () => this.begin(input),
      (frames) => this.vocoder.decodeWindow(decodable, 0, frames + 2 * contextFrames, statistics),
    );
  }

  async begin(input: UtteranceInput): Promise<Utterance> {
    const prepared = await prepare(input, this.voices);
    if (!prepared) return silentUtterance;
    const predictor = await this.findPredictor(input.voice);
    const decodable = await this.acoustic.run(prepared.feeds);
    const { frames } = decodable;
    const chunked = predictor !== undefined && frames >= minChunkedFrames;
    return {
      frames,
      chunked,
      durations: durationsOf(prepared.tokens, decodable.durations),
      decode: chunked ? this.windows(decodable, predictor.predict(featuresOf(decodable))) : this.whole(decodable),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.acoustic.close(), this.vocoder.close()]);
  }

  private windows(decodable: Decodable, statistics: Statistics): Utterance['decode'] {
    /** What the window before made of the frames that follow it. */
    let following: Float32Array | undefined;
    return async (from, to) => {
      // What comes before the first chunk is silence that was left out: no context is needed there.
      const start = following ? Math.max(0, from - contextFrames) : from;
      const end = Math.min(decodable.frames, to + contextFrames);
      const audio = await this.vocoder.decodeWindow(decodable, start, end, statistics);
      const samples = samplesOf(audio, start, from, to);
      if (following) crossFade(following, samples);
      following = samplesOf(audio, start, to, end);
      return samples;
    };
  }

  private whole(decodable: Decodable): Utterance['decode'] {
    let decoded: Promise<Float32Array> | undefined;
    return async (from, to) => {
      decoded ??= this.vocoder.decodeWhole(decodable).then(({ audio }) => audio);
      return samplesOf(await decoded, 0, from, to);
    };
  }
}

/** So much of two windows that meet is faded into each other, in samples: 5 ms, enough for no bend in the wave to be seen. */
const fadeSamples = 120;

/** Begins `samples` with what the window before made of the same time. */
function crossFade(before: Float32Array, samples: Float32Array): void {
  const length = Math.min(fadeSamples, before.length, samples.length);
  for (let i = 0; i < length; i++) {
    const share = (i + 1) / (length + 1);
    samples[i] = (1 - share) * before[i]! + share * samples[i]!;
  }
}
