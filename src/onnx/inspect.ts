import { onnx } from 'onnx-proto';

/** What can be told of a model without running it. */
export interface Inspection {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Bytes of its constants by the number of their type in the ONNX format. */
  readonly bytesByType: ReadonlyMap<number, number>;
  /** Weights are to be read from other files: wherever whoever wrote the model likes. */
  readonly hasExternalData: boolean;
}

/** @throws Error when the bytes are no model */
export function inspect(bytes: Uint8Array): Inspection {
  const model = onnx.ModelProto.decode(bytes);
  const graph = model.graph ?? {};
  const names = (values: readonly onnx.IValueInfoProto[] | null | undefined) =>
    (values ?? []).map(({ name }) => name ?? '');
  const bytesByType = new Map<number, number>();
  for (const { dataType, rawData } of graph.initializer ?? []) {
    bytesByType.set(dataType ?? 0, (bytesByType.get(dataType ?? 0) ?? 0) + (rawData?.length ?? 0));
  }
  return {
    inputs: names(graph.input),
    outputs: names(graph.output),
    bytesByType,
    // A function of the model is made of nodes, as a graph is.
    hasExternalData: [graph, ...model.functions].some((part) => [...tensorsOf(part)].some(isExternal)),
  };
}

function isExternal({ dataLocation, externalData }: onnx.ITensorProto): boolean {
  return dataLocation === onnx.TensorProto.DataLocation.EXTERNAL || (externalData ?? []).length > 0;
}

/** What tensors are written down in: a graph, or a function of the model. */
type Written = Pick<onnx.IGraphProto, 'initializer' | 'sparseInitializer' | 'node'>;

/** Every tensor that is written down anywhere in it, or in a graph inside it. */
function* tensorsOf(graph: Written): Generator<onnx.ITensorProto> {
  yield* graph.initializer ?? [];
  for (const { values, indices } of graph.sparseInitializer ?? []) yield* [values ?? {}, indices ?? {}];
  for (const { attribute } of graph.node ?? []) {
    for (const { t, tensors, g, graphs, sparseTensor } of attribute ?? []) {
      yield* [t ?? {}, sparseTensor?.values ?? {}, sparseTensor?.indices ?? {}, ...(tensors ?? [])];
      for (const inner of [g, ...(graphs ?? [])]) if (inner) yield* tensorsOf(inner);
    }
  }
}
