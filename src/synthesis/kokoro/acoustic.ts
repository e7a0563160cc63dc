import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { AcousticOutput } from './features.js';
import type { Feeds } from './input.js';

/** An utterance as the vocoder takes it. */
export interface Decodable extends AcousticOutput {
  /** Length in frames. */
  readonly frames: number;
  /** [512, 2 × frames] */
  readonly x: Float32Array;
  /** [22, 120 × frames + 1] */
  readonly har: Float32Array;
  /** [9216] each */
  readonly style: { readonly scale: Tensor; readonly shift: Tensor };
}

/** The acoustic front end at run time. */
export class Acoustic {
  constructor(private readonly session: InferenceSession) {}

  async run(feeds: Feeds): Promise<Decodable> {
    const made = await this.session.run(feeds);
    const floats = (name: string) => made[name]!.data as Float32Array;
    const pitch = floats('pitch');
    return {
      frames: pitch.length / 2,
      durations: made.durations!.data as BigInt64Array,
      pitch,
      energy: floats('energy'),
      moments: floats('moments'),
      x: floats('x'),
      har: floats('har'),
      style: { scale: made.scale!, shift: made.shift! },
    };
  }

  close(): Promise<void> {
    return this.session.release();
  }
}
