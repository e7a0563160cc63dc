import { onnx } from 'onnx-proto';
import { type ElementType, tensorType } from './tensor.js';

/** A node as it stands in the graph: with the names of what it uses by now. */
export type ProducerOf = (tensor: string) => onnx.INodeProto | undefined;

export interface LoopBody {
  readonly attribute: onnx.IAttributeProto;
  /** Tensors from outside that it uses. */
  readonly captured: readonly string[];
}

/**
 * What lies between the tensors `first` and `last`, as the body of an ONNX Loop that carries one tensor along. Its
 * tensors get names of their own, as what they are copied from may be needed outside as well.
 * @throws Error where `last` does not depend on `first`
 */
export function loopBody(loop: string, first: string, last: string, producerOf: ProducerOf): LoopBody {
  const inside = (name: string) => `${loop}/${name}`;
  const [step, condition, nextCondition] = ['step', 'condition', 'next condition'].map(inside) as [
    string,
    string,
    string,
  ];
  const nodes: onnx.INodeProto[] = [];
  const captured = new Set<string>();
  /** Whether a tensor depends on `first`; where it does, all that makes it is in `nodes`, in order. */
  const varies = new Map<string, boolean>([[first, true]]);
  const visit = (tensor: string): boolean => {
    const known = varies.get(tensor);
    if (known !== undefined) return known;
    const producer = producerOf(tensor);
    const inputs = producer?.input ?? [];
    let varying = false;
    for (const input of inputs) if (visit(input)) varying = true;
    for (const output of producer?.output ?? [tensor]) varies.set(output, varying);
    if (!producer || !varying) return false;
    if (producer.attribute?.some(({ g }) => g))
      throw new Error(`${producer.name ?? ''}: a loop in a loop is not written here.`);
    for (const input of inputs) if (input !== '' && !varies.get(input)) captured.add(input);
    nodes.push({
      ...producer,
      name: inside(producer.name ?? ''),
      input: inputs.map((input) => (varies.get(input) ? inside(input) : input)),
      output: producer.output?.map(inside) ?? [],
    });
    return true;
  };
  if (!visit(last)) throw new Error(`${last} does not depend on ${first}, so nothing can be repeated between them.`);
  nodes.push({ opType: 'Identity', input: [condition], output: [nextCondition] });
  const body: onnx.IGraphProto = {
    name: 'body',
    node: nodes,
    input: [tensor(step, 'int64', []), tensor(condition, 'bool', []), tensor(inside(first), 'float32')],
    output: [tensor(nextCondition, 'bool', []), tensor(inside(last), 'float32')],
  };
  const { AttributeType } = onnx.AttributeProto;
  return { attribute: { name: 'body', type: AttributeType.GRAPH, g: body }, captured: [...captured] };
}

const tensor = (name: string, type: ElementType, dims?: readonly number[]): onnx.IValueInfoProto => ({
  name,
  type: tensorType(type, dims),
});
