import { deepEqual, ok } from 'node:assert/strict';
import { fitPredictor, type Sample } from '../../src/synthesis/kokoro/calibration/ridge.js';
import { featureCount } from '../../src/synthesis/kokoro/features.js';
import { StatisticsPredictor } from '../../src/synthesis/kokoro/statistics.js';

const channels = 40;

/** Numbers in [-1, 1) that are the same every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 31 - 1;
  };
}

/** Utterances whose statistics depend on two hidden causes, which their features show. */
function samples(count: number, seed: number): Sample[] {
  const world = generator(1);
  const feature = Array.from({ length: featureCount }, () => [world(), world()] as const);
  const channel = Array.from({ length: channels }, () => [world(), world(), world(), world()] as const);
  const chance = generator(seed);
  return Array.from({ length: count }, () => {
    const [a, b] = [chance(), chance()];
    return {
      features: Float64Array.from(feature, ([x, y]) => 3 + x * a + y * b),
      statistics: {
        mean: Float32Array.from(channel, ([x, y]) => 5 + x * a + y * b),
        variance: Float32Array.from(channel, ([, , x, y]) => Math.exp(2 * (x * a + y * b))),
      },
    };
  });
}

function worstError(predictor: StatisticsPredictor, unseen: readonly Sample[]): number {
  const errors = unseen.flatMap(({ features, statistics }) => {
    const { mean, variance } = predictor.predict(features);
    return [...mean].flatMap((value, c) => [
      Math.abs(value - statistics.mean[c]!),
      Math.abs(Math.log(variance[c]! / statistics.variance[c]!)),
    ]);
  });
  return Math.max(...errors);
}

describe('prediction of statistics', () => {
  const unseen = samples(20, 99);

  it('finds a map of low rank from features to mean and deviation', () => {
    const predictor = new StatisticsPredictor(fitPredictor(samples(60, 7), { lambda: 1e-3, rank: 2 }));
    ok(worstError(predictor, unseen) < 0.02);
  });

  it('says less with a lower rank than there are causes', () => {
    const predictor = new StatisticsPredictor(fitPredictor(samples(60, 7), { lambda: 1e-3, rank: 1 }));
    ok(worstError(predictor, unseen) > 0.2);
  });

  it('is the same after writing and reading but for half precision', () => {
    const predictor = new StatisticsPredictor(fitPredictor(samples(60, 7), { lambda: 1e-3, rank: 2 }));
    const read = StatisticsPredictor.decode(predictor.encode({ voice: 'test' }));
    ok(worstError(read, unseen) < 0.05);
    deepEqual(read.data.inner.length, predictor.data.inner.length);
  });
});
