import { constant, floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';

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

/** sin² repeats itself after π, and a byte after 256. */
const steps = 256;
const tableGain = steps / Math.PI;
/** Whole periods that move whatever comes to the positive side, where the fraction is cut off downwards. */
const tableOffset = 64 * steps;

/**
 * By a table of sin², as ONNX Runtime computes sines on one thread only and without the processor's wide registers: it
 * was the slowest but for the convolutions. In steps of 1/256 of a period it is wrong by 0.006 at most, far less than
 * the bytes that follow.
 */
export const tabulatedSnake: Snake = {
  gain: tableGain,
  offset: tableOffset,
  of: (x, channels) => {
    const table = x.graph.shared(`sine table of ${channels} channels`, () => {
      const row = Float32Array.from(
        { length: steps },
        (_, i) => tableGain * Math.sin((i + 0.5) / tableGain) ** 2 - tableOffset,
      );
      return floats(
        Float32Array.from({ length: channels * steps }, (_, i) => row[i % steps]!),
        [1, channels, steps],
      );
    });
    // Whole periods are lost where the integer becomes a byte.
    return x.add(lookUp(table, x.cast('int32').cast('uint8')));
  },
};

/** All values that bytes can have, as every channel of [1, C, 256]. */
export function everyByte(like: Value, channels: number): Value {
  return like.graph.shared(`every byte of ${channels} channels`, () =>
    constant(
      Uint8Array.from({ length: channels * steps }, (_, i) => i % steps),
      [1, channels, steps],
    ),
  );
}

/** What the table [1, C, 256] has for bytes [1, C, T], each channel by its own row. */
export function lookUp(table: Value, bytes: Value): Value {
  return table.apply('GatherElements', [bytes.cast('int32')], { axis: 2 });
}
