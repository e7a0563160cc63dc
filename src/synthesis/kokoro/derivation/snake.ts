import { floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import { byteValues, lookUp } from './byteTable.js';

/**
 * The generator's activation, u + sin²u, in the unit that suits how it is computed: of gain × u + offset it makes
 * gain × (u + sin²u).
 */
export interface Snake {
  readonly gain: number;
  readonly offset: number;
  readonly of: (x: Value, channels: number) => Value;
}

/** By the operator: right for graphs in floats, whose providers have a fast one. */
export const sineSnake: Snake = { gain: 1, offset: 0, of: (u) => u.add(u.sin().square()) };

/** sin² repeats itself after π, and a byte after all its values. */
const tableGain = byteValues / Math.PI;
/** Whole periods that move what comes to the positive side, where the fraction is cut off downwards: u from -200 on. */
const tableOffset = 64 * byteValues;

/**
 * By a table of sin², as ONNX Runtime computes sines on one thread only and without the processor's wide registers: it
 * was the slowest but for the convolutions. In steps of 1/256 of a period it is wrong by 0.006 at most, where the bytes
 * that follow have steps of 0.04: the mel distance to the floats stays the same.
 */
export const tabulatedSnake: Snake = {
  gain: tableGain,
  offset: tableOffset,
  of: (x, channels) => {
    const table = x.graph.shared(`sine table of ${channels} channels`, () => {
      const row = Float32Array.from(
        { length: byteValues },
        (_, i) => tableGain * Math.sin((i + 0.5) / tableGain) ** 2 - tableOffset,
      );
      return floats(
        Float32Array.from({ length: channels * byteValues }, (_, i) => row[i % byteValues]!),
        [1, channels, byteValues],
      );
    });
    // Whole periods are lost where the integer becomes a byte.
    return x.add(lookUp(table, x.cast('int32').cast('uint8')));
  },
};
