import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { AloudError } from '../../protocol/errors.js';
import { checkSpeed } from '../limits.js';
import {
  silentUtterance,
  type SpeechModel,
  type Utterance,
  type UtteranceInput,
  type WarmCosts,
} from '../speechModel.js';
import { warmParts, warmUpSentence } from '../warmUp.js';
import type { PiperDescription } from './description.js';
import type { DecoderShape } from './graphs.js';
import { durationsOf, type Tokens, tokensOf } from './tokens.js';

/** A voice's graphs, and what is known of them. */
export interface PiperParts {
  readonly front: InferenceSession;
  readonly decoder: InferenceSession;
  readonly shape: DecoderShape;
  readonly description: PiperDescription;
  /** The voices' ids, in the order of the graph's speakers. */
  readonly voices: readonly string[];
}

/** An utterance as the decoder takes it. */
interface Latents {
  /** [channels, length] */
  readonly data: Float32Array;
  readonly channels: number;
  readonly length: number;
  readonly speaker: Readonly<Record<string, Tensor>>;
}

/** The decoder's frames are taken together until they last about as long as this, which is what the schedule counts in. */
const frameMs = 25;

/** A Piper voice (VITS) in two parts: phonemes to latents in one go, then samples window by window. */
export class Piper implements SpeechModel {
  readonly sampleRate: number;
  readonly frameSamples: number;
  readonly staged = true;
  /** Frames of the decoder in one of ours. */
  private readonly group: number;

  constructor(
    private readonly parts: PiperParts,
    readonly provider: string,
  ) {
    const { description, shape } = parts;
    this.sampleRate = description.sampleRate;
    this.group = Math.max(1, Math.round((frameMs * this.sampleRate) / 1000 / shape.frameSamples));
    this.frameSamples = this.group * shape.frameSamples;
  }

  async warm(voice: string, measuring: boolean): Promise<WarmCosts | undefined> {
    const tokens = tokensOf(warmUpSentence, this.parts.description);
    const speaker = this.speaker(voice);
    const { latents } = await this.front(tokens, speaker, 1);
    const { contextFrames } = this.parts.shape;
    return warmParts(
      measuring,
      () => this.front(tokens, speaker, 1),
      (frames) => this.decode(latents, 0, Math.min(latents.length, frames * this.group + 2 * contextFrames)),
    );
  }

  async begin({ phonemes, voice, speed }: UtteranceInput): Promise<Utterance> {
    checkSpeed(speed);
    const speaker = this.speaker(voice);
    const tokens = tokensOf(phonemes, this.parts.description);
    if (tokens.count === 0) return silentUtterance;
    const { latents, durations } = await this.front(tokens, speaker, speed);
    return {
      frames: Math.ceil(latents.length / this.group),
      chunked: true,
      durations: durationsOf(tokens, durations, this.group),
      decode: this.windows(latents),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.parts.front.release(), this.parts.decoder.release()]);
  }

  /** @throws AloudError `unknown-voice` */
  private speaker(voice: string): number {
    const speaker = this.parts.voices.indexOf(voice);
    if (speaker >= 0) return speaker;
    throw new AloudError(
      'unknown-voice',
      `There is no voice "${voice}" here: choose another one, or install it first.`,
    );
  }

  private async front(tokens: Tokens, speaker: number, speed: number) {
    const { noiseScale, lengthScale, noiseWidth, speakers } = this.parts.description;
    const number = (value: number) => new Tensor('int64', BigInt64Array.of(BigInt(value)), [1]);
    const speakerFeed = speakers.length > 1 ? { sid: number(speaker) } : {};
    const made = await this.parts.front.run({
      input: new Tensor('int64', tokens.ids, [1, tokens.ids.length]),
      input_lengths: number(tokens.ids.length),
      scales: new Tensor('float32', Float32Array.of(noiseScale, lengthScale / speed, noiseWidth), [3]),
      ...speakerFeed,
    });
    const { data, dims } = made.latents!;
    const latents: Latents = {
      data: data as Float32Array,
      channels: dims[1]!,
      length: dims[2]!,
      speaker: speakerFeed,
    };
    return { latents, durations: made.durations!.data as Float32Array };
  }

  private windows(latents: Latents): Utterance['decode'] {
    const { contextFrames, frameSamples } = this.parts.shape;
    let isFirst = true;
    return async (from, to) => {
      // What comes before the first chunk is silence that was left out: no context is needed there.
      const start = Math.max(0, from * this.group - (isFirst ? 0 : contextFrames));
      isFirst = false;
      const audio = await this.decode(latents, start, Math.min(latents.length, to * this.group + contextFrames));
      const before = (from * this.group - start) * frameSamples;
      // The last of our frames may be longer than what is left of the decoder's: then it ends in silence.
      const samples = new Float32Array((to - from) * this.frameSamples);
      samples.set(audio.subarray(before, before + samples.length));
      return samples;
    };
  }

  /** Samples of the decoder's frames [from, to). */
  private async decode({ data, channels, length, speaker }: Latents, from: number, to: number): Promise<Float32Array> {
    const window = new Float32Array(channels * (to - from));
    for (let c = 0; c < channels; c++) window.set(data.subarray(c * length + from, c * length + to), c * (to - from));
    const feeds = { latents: new Tensor('float32', window, [1, channels, to - from]), ...speaker };
    const made = await this.parts.decoder.run(feeds);
    return made.audio!.data as Float32Array;
  }
}
