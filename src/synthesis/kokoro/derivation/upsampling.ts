import { type Constant, floats, perChannel } from '../../../onnx/tensor.js';
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

/**
 * [1, C, 2T] + [1, C, T], each column of the second added to a pair of the first. With the channels last that is a matter
 * of whole rows.
 */
export function addToPairs(pairs: Value, single: Value, channels: number): Value {
  const channelsLast = (x: Value) => x.transpose(0, 2, 1);
  return channelsLast(pairs)
    .reshape(1, -1, 2, channels)
    .add(channelsLast(single).unsqueeze(2))
    .reshape(1, -1, channels)
    .transpose(0, 2, 1);
}

/**
 * Raises the rate of [1, I, T] by `stride`: a transposed convolution with weights [I, O, 2 × stride], whose ends are cut
 * by half a stride. Between two columns lie `stride` samples that depend on these two alone: so it is a convolution of
 * two taps to stride × O channels, which are then laid out in time: with the channels last that is another way to
 * look at the same numbers. ONNX Runtime is faster at all that.
 */
export function raiseRate(x: Value, { weights, bias }: ConvWeights, stride: number): Value {
  const [, outputs] = weights.dims as [number, number, number];
  const half = stride / 2;
  return x
    .conv(betweenColumns(weights, stride), {
      bias: floats(Array.from({ length: outputs * stride }, (_, row) => bias[row % outputs]!)),
      pad: 1,
    })
    .transpose(0, 2, 1)
    .reshape(1, -1, outputs)
    .slice(1, half, -half)
    .transpose(0, 2, 1);
}

/** [I, O, 2s] → [s × O, I, 2] */
function betweenColumns({ data, dims }: Constant<Float32Array>, stride: number): Constant<Float32Array> {
  const [inputs, outputs, taps] = dims as [number, number, number];
  const kernel = new Float32Array(data.length);
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      for (let tap = 0; tap < taps; tap++) {
        // The column on the left reaches into the second half of its kernel, the one on the right into the first.
        const row = (tap % stride) * outputs + o;
        kernel[(row * inputs + i) * 2 + (tap < stride ? 1 : 0)] = data[(i * outputs + o) * taps + tap]!;
      }
    }
  }
  return floats(kernel, [outputs * stride, inputs, 2]);
}
