import { floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import type { ConvWeights } from './published.js';

/**
 * Doubles the rate of [1, C, T]: a depthwise transposed convolution of three taps and stride 2, written as products of
 * neighbours, as ONNX Runtime computes grouped transposed convolutions one group at a time.
 */
export function poolPairs(x: Value, { weights, bias }: ConvWeights, channels: number): Value {
  const tap = (index: number) =>
    perChannel(Float32Array.from({ length: channels }, (_, c) => weights.data[3 * c + index]!));
  const next = x.slice(2, 1).pad([0, 0, 0], [0, 0, 1]);
  const even = x.mul(tap(1)).add(perChannel(bias));
  const odd = x
    .mul(tap(2))
    .add(next.mul(tap(0)))
    .add(perChannel(bias));
  return interleave(even, odd, channels);
}

/** Columns of two [1, C, T] in turn: [1, C, 2T]. */
function interleave(even: Value, odd: Value, channels: number): Value {
  return even.concat(0, odd).transpose(1, 2, 0).reshape(1, channels, -1);
}

const perChannel = (values: Float32Array) => floats(values, [1, values.length, 1]);

/** [1, C, 2T] + [1, C, T], each column of the second added to a pair of the first. */
export function addToPairs(pairs: Value, single: Value, channels: number): Value {
  return pairs.reshape(1, channels, -1, 2).add(single.unsqueeze(3)).reshape(1, channels, -1);
}
