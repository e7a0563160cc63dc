import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Decodable } from './acoustic.js';
import { frameSamples } from './format.js';
import type { Statistics } from './statistics.js';

const xChannels = 512;
const xPerFrame = 2;
const harChannels = 22;
const harPerFrame = 120;

/** The vocoder at run time, in its two forms. */
export class Vocoder {
  /**
   * @param whole takes mean and variance of every normalisation from what it decodes, and tells them
   * @param windowed is given them; needed only to decode windows
   */
  constructor(
    private readonly whole: InferenceSession,
    private readonly windowed?: InferenceSession,
  ) {}

  /** Samples of frames [from, to). */
  async decodeWindow(utterance: Decodable, from: number, to: number, statistics: Statistics): Promise<Float32Array> {
    const vector = (data: Float32Array) => new Tensor('float32', data, [data.length]);
    if (!this.windowed) throw new Error('This vocoder decodes whole utterances only.');
    const made = await this.windowed.run({
      ...window(utterance, from, to),
      mean: vector(statistics.mean),
      variance: vector(statistics.variance),
    });
    return made.audio!.data as Float32Array;
  }

  /** All samples, or those of the first frames, with the statistics that were found in them. */
  async decodeWhole(
    utterance: Decodable,
    frames = utterance.frames,
  ): Promise<Statistics & { readonly audio: Float32Array }> {
    const made = await this.whole.run(window(utterance, 0, frames));
    const floats = (name: string) => made[name]!.data as Float32Array;
    return { audio: floats('audio'), mean: floats('mean'), variance: floats('variance') };
  }

  async close(): Promise<void> {
    await Promise.all([this.whole.release(), this.windowed?.release()]);
  }
}

/** Decodes windows with so much context on both sides that no seam is heard: two frames click, four are no better. */
export const contextFrames = 3;

/** Samples of frames [from, to) out of a window that began at `start`. */
export function samplesOf(audio: Float32Array, start: number, from: number, to: number): Float32Array {
  return audio.slice((from - start) * frameSamples, (to - start) * frameSamples);
}

function window({ frames, x, har, style }: Decodable, from: number, to: number): Record<string, Tensor> {
  const columns = (data: Float32Array, channels: number, width: number, start: number, end: number) => {
    const length = end - start;
    const part = new Float32Array(channels * length);
    for (let c = 0; c < channels; c++) part.set(data.subarray(c * width + start, c * width + end), c * length);
    return new Tensor('float32', part, [1, channels, length]);
  };
  return {
    x: columns(x, xChannels, xPerFrame * frames, xPerFrame * from, xPerFrame * to),
    har: columns(har, harChannels, harPerFrame * frames + 1, harPerFrame * from, harPerFrame * to + 1),
    ...style,
  };
}
