import type { Graph } from '../../../onnx/graph.js';
import { constant } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';

/** How many values a byte can have. */
export const byteValues = 256;

/** All values that bytes can have, as every channel of [1, C, 256]. */
export function everyByte(graph: Graph, channels: number): Value {
  return graph.shared(`every byte of ${channels} channels`, () =>
    constant(
      Uint8Array.from({ length: channels * byteValues }, (_, i) => i % byteValues),
      [1, channels, byteValues],
    ),
  );
}

/**
 * What the table [1, C, 256] has for bytes [1, C, T], each channel by its own row: that is done on all threads, while one
 * table for all would be read by one.
 */
export function lookUp(table: Value, bytes: Value): Value {
  return table.apply('GatherElements', [bytes.cast('int32')], { axis: 2 });
}
