import { onnx } from 'onnx-proto';

/** Operators that take a shape, and which of their inputs it is. */
const shapeInput: Readonly<Record<string, number>> = { Reshape: 1, Expand: 1, ConstantOfShape: 0 };

/**
 * A model that computes the same, but tells nothing of its tensors' shapes before it runs. ONNX Runtime plans by shapes
 * which buffer may be used again, comparing each free one to each that is needed: for a thousand nodes that takes longer
 * than all else in loading them, and where lengths are not known beforehand it finds next to nothing. Without shapes
 * there is nothing to compare, and buffers are taken from the arena as they are needed.
 *
 * To be done last: optimisations want to know shapes.
 */
export function shapeless(model: Uint8Array): Uint8Array {
  const decoded = onnx.ModelProto.decode(model);
  const { node, input, output, initializer } = onnx.GraphProto.create(decoded.graph ?? {});
  const unshaped = ({ name = '', type }: onnx.IValueInfoProto) => valueOf(name, type?.tensorType?.elemType);
  const shapes = new Set(node.map((each) => each.input?.[shapeInput[each.opType ?? ''] ?? -1]));
  // From a constant shape others follow; that of an input is known only when it runs, even if it has a default.
  const defaults = initializer.filter(({ name }) => shapes.has(name ?? ''));
  decoded.graph = {
    name: 'graph',
    node,
    input: [...input.map(unshaped), ...defaults.map(({ name = '', dataType }) => valueOf(name, dataType))],
    output: output.map(unshaped),
    initializer,
  };
  return onnx.ModelProto.encode(decoded).finish();
}

function valueOf(name: string | null, elemType: number | null = null): onnx.IValueInfoProto {
  return { name, type: { tensorType: { elemType } } };
}
