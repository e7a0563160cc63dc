import { featureCount } from './features.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

/** Mean and variance of every channel that the vocoder normalises, over one whole utterance. */
export interface Statistics {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/**
 * Predicts the statistics of an utterance in one voice, so that its first frames can be decoded before the others:
 * a linear map of low rank from features to mean and log deviation.
 */
export interface PredictorData {
  /** [1077] subtracted from the features. */
  readonly centre: Float32Array;
  /** [1077, r] */
  readonly inner: Float32Array;
  /** [r, 2 × 9216] */
  readonly outer: Float32Array;
  /** [2 × 9216] mean and log deviation of an average utterance. */
  readonly base: Float32Array;
}

export class StatisticsPredictor {
  private readonly rank: number;

  constructor(readonly data: PredictorData) {
    this.rank = data.inner.length / featureCount;
  }

  static decode(file: Uint8Array): StatisticsPredictor {
    const tensors = decodeSafetensors(file);
    const tensor = (name: keyof PredictorData) => {
      const found = tensors.get(name);
      if (!found) throw new Error(`The statistics have no ${name}.`);
      return found.data;
    };
    return new StatisticsPredictor({
      centre: tensor('centre'),
      inner: tensor('inner'),
      outer: tensor('outer'),
      base: tensor('base'),
    });
  }

  encode(metadata: Readonly<Record<string, string>>): Uint8Array {
    const { centre, inner, outer, base } = this.data;
    return encodeSafetensors(
      new Map([
        ['centre', { data: centre, shape: [featureCount] }],
        ['inner', { data: inner, shape: [featureCount, this.rank] }],
        ['outer', { data: outer, shape: [this.rank, base.length] }],
        ['base', { data: base, shape: [base.length] }],
      ]),
      metadata,
    );
  }

  predict(features: Float64Array): Statistics {
    const { centre, inner, outer, base } = this.data;
    const hidden = new Float64Array(this.rank);
    for (let i = 0; i < featureCount; i++) {
      const value = features[i]! - centre[i]!;
      for (let r = 0; r < this.rank; r++) hidden[r]! += value * inner[i * this.rank + r]!;
    }
    const predicted = Float64Array.from(base);
    for (let r = 0; r < this.rank; r++) {
      const weight = hidden[r]!;
      const row = r * base.length;
      for (let c = 0; c < base.length; c++) predicted[c]! += weight * outer[row + c]!;
    }
    const channels = base.length / 2;
    return {
      mean: Float32Array.from(predicted.subarray(0, channels)),
      variance: Float32Array.from(predicted.subarray(channels), (logDeviation) => Math.exp(2 * logDeviation)),
    };
  }
}
