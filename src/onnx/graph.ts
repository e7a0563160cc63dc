import { onnx } from 'onnx-proto';
import { readFile } from 'node:fs/promises';
import { attributeProto, type Attributes } from './attributes.js';
import { type Constant, constant, type ElementType, fromProto, tensorType, toProto } from './tensor.js';
import { type LoopBody, loopBody } from './loopBody.js';
import { Value, type Operand } from './value.js';

/** Domain of the operators that ONNX Runtime adds to the standard ones. */
export const microsoft = 'com.microsoft';

/** Tensors that a model is to give, by name: floats unless said otherwise. */
export type Outputs = Readonly<Record<string, Value | { readonly value: Value; readonly type: ElementType }>>;

/** What is needed of a node to find one's way through a graph. */
export type Node = Pick<onnx.INodeProto, 'attribute'> & {
  readonly name: string;
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
};

/** Names of the tensors between which lies what a loop repeats. */
interface Repeated {
  readonly first: string;
  readonly last: string;
}

/**
 * A graph that can be read, extended and written. Nodes are only ever added; `encode` keeps those that the wanted
 * outputs depend on, in order. So cutting a graph means naming other outputs, and replacing a part means building its
 * successor and redirecting whoever used the old one.
 */
export class Graph {
  private readonly nodes: onnx.INodeProto[] = [];
  private readonly inputs: onnx.IValueInfoProto[] = [];
  private readonly initializers = new Map<string, onnx.ITensorProto>();
  private readonly sharedConstants = new Map<string, Value>();
  private opsets: onnx.IOperatorSetIdProto[] = [
    { domain: '', version: 20 },
    { domain: microsoft, version: 1 },
  ];
  private readonly producers = new Map<string, onnx.INodeProto>();
  private readonly redirected = new Map<string, string>();
  private readonly byName = new Map<string, onnx.INodeProto>();
  private readonly repeated = new Map<onnx.INodeProto, Repeated>();
  private users: Map<string, Node[]> | undefined;
  private made = 0;

  static async read(path: string): Promise<Graph> {
    return Graph.decode(await readFile(path));
  }

  /** Takes a model apart. Weights stay where they are in `bytes`. */
  static decode(bytes: Uint8Array): Graph {
    const model = onnx.ModelProto.decode(bytes);
    const graph = new Graph();
    graph.opsets = model.opsetImport;
    for (const node of model.graph?.node ?? []) graph.push(node);
    for (const input of model.graph?.input ?? []) graph.inputs.push(input);
    for (const tensor of model.graph?.initializer ?? []) graph.initializers.set(tensor.name ?? '', tensor);
    return graph;
  }

  /** Declares an input. A dimension given as text is free. */
  input(name: string, dims: readonly (number | string)[], type: ElementType = 'float32'): Value {
    this.inputs.push({ name, type: tensorType(type, dims) });
    return new Value(this, name);
  }

  /** The tensor of that name, whichever node makes it. */
  value(name: string): Value {
    return new Value(this, name);
  }

  constant(value: Constant): Value {
    const name = this.fresh('constant');
    this.initializers.set(name, toProto(name, value));
    return new Value(this, name);
  }

  /** A constant that is made once, however often it is asked for by that key. */
  shared(key: string, make: () => Constant): Value {
    let value = this.sharedConstants.get(key);
    if (!value) {
      value = this.constant(make());
      this.sharedConstants.set(key, value);
    }
    return value;
  }

  /** A float32 scalar; equal ones are shared. */
  scalar(value: number): Value {
    return this.shared(`scalar ${value}`, () => ({
      data: Float32Array.of(value),
      dims: [],
    }));
  }

  /** Adds a node of one output. An operand left out is one that the operator has as optional. */
  apply(opType: string, operands: readonly (Operand | undefined)[], attributes: Attributes = {}, domain = ''): Value {
    return this.applyMany(1, opType, operands, attributes, domain)[0]!;
  }

  /** Adds a node of several outputs. */
  applyMany(
    outputs: number,
    opType: string,
    operands: readonly (Operand | undefined)[],
    attributes: Attributes = {},
    domain = '',
  ): Value[] {
    const name = this.fresh(opType);
    const output = Array.from({ length: outputs }, (_, index) => (outputs === 1 ? name : `${name}.${index}`));
    this.push({
      name,
      opType,
      domain,
      input: operands.map((operand) => (operand === undefined ? '' : this.operand(operand).name)),
      output,
      attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
    });
    return output.map((made) => new Value(this, made));
  }

  /** Whoever uses the tensor `name` uses `by` from now on. `by` must not depend on `name` itself. */
  redirect(name: string, by: Value): void {
    this.redirected.set(name, by.name);
  }

  /**
   * Computes what lies between the tensors `first` and `last` so many times: first with `start` in place of `first`, then
   * each time with what the time before made. So its weights are there once, however often they are used. The model can
   * be run, but not be decoded here again: other loops could look otherwise.
   */
  repeat(times: number, start: Value, first: string, last: string): Value {
    const count = constant(BigInt64Array.of(BigInt(times)), []);
    const result = this.apply('Loop', [count, undefined, start]);
    this.repeated.set(this.producers.get(result.name)!, { first, last });
    return result;
  }

  node(name: string): Node {
    const node = this.byName.get(name);
    if (!node) throw new Error(`The graph has no node ${name}.`);
    return node as Node;
  }

  allNodes(): readonly Node[] {
    return [...this.nodes] as Node[];
  }

  /** The node that makes a tensor; undefined for inputs and constants. */
  producer(tensor: string): Node | undefined {
    return this.producers.get(tensor) as Node | undefined;
  }

  /** The nodes that use a tensor, in the graph as it was when first asked. */
  consumers(tensor: string): readonly Node[] {
    if (!this.users) {
      this.users = new Map();
      for (const node of this.nodes as Node[]) {
        for (const name of node.input) {
          const users = this.users.get(name);
          if (users) users.push(node);
          else this.users.set(name, [node]);
        }
      }
    }
    return this.users.get(tensor) ?? [];
  }

  hasNode(name: string): boolean {
    return this.byName.has(name);
  }

  hasConstant(name: string): boolean {
    return this.initializers.has(name);
  }

  /** The values of a constant. */
  constantOf(name: string): Constant {
    const tensor = this.initializers.get(name);
    if (!tensor) throw new Error(`The graph has no constant ${name}.`);
    return fromProto(tensor);
  }

  /** The bytes of a model that computes the given outputs and nothing else. */
  encode(outputs: Outputs): Uint8Array {
    const named = Object.entries(outputs).map(([name, output]) =>
      output instanceof Value ? { name, value: output, type: 'float32' as const } : { name, ...output },
    );
    const ends = named.map(({ name, value }) =>
      value.name === name && this.producers.has(name)
        ? this.producers.get(name)!
        : { name: `output ${name}`, opType: 'Identity', input: [value.name], output: [name] },
    );
    const { node, used } = this.inOrder(ends);
    const model: onnx.IModelProto = {
      irVersion: 9,
      opsetImport: this.opsets,
      graph: {
        name: 'graph',
        node,
        input: this.inputs.filter((input) => used.has(input.name ?? '')),
        initializer: [...this.initializers.values()].filter((tensor) => used.has(tensor.name ?? '')),
        output: named.map(({ name, type }) => ({ name, type: tensorType(type) })),
      },
    };
    return onnx.ModelProto.encode(model).finish();
  }

  /** What `ends` depend on, every node after those that it needs, and the names of all tensors among them. */
  private inOrder(ends: readonly onnx.INodeProto[]): { node: onnx.INodeProto[]; used: Set<string> } {
    const used = new Set<string>();
    const ordered: onnx.INodeProto[] = [];
    const entered = new Set<onnx.INodeProto>();
    const pending: { node: onnx.INodeProto; left?: true }[] = ends.map((node) => ({ node }));
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (next.left) {
        ordered.push(next.node);
        continue;
      }
      if (entered.has(next.node)) continue;
      entered.add(next.node);
      const input = (next.node.input ?? []).map((name) => this.resolve(name));
      const repeated = this.repeated.get(next.node);
      const body = repeated && this.bodyOf(next.node, repeated);
      pending.push({ node: { ...next.node, input, ...(body && { attribute: [body.attribute] }) }, left: true });
      for (const name of [...input, ...(body?.captured ?? [])]) {
        used.add(name);
        const producer = this.producers.get(name);
        if (producer && !entered.has(producer)) pending.push({ node: producer });
      }
    }
    return { node: ordered, used };
  }

  private bodyOf(loop: onnx.INodeProto, { first, last }: Repeated): LoopBody {
    return loopBody(loop.name ?? '', this.resolve(first), this.resolve(last), (tensor) => {
      const node = this.producers.get(tensor);
      return node && { ...node, input: (node.input ?? []).map((name) => this.resolve(name)) };
    });
  }

  private resolve(name: string): string {
    let resolved = name;
    for (let next = this.redirected.get(resolved); next !== undefined; next = this.redirected.get(resolved)) {
      resolved = next;
    }
    return resolved;
  }

  private operand(operand: Operand): Value {
    if (operand instanceof Value) return operand;
    return typeof operand === 'number' ? this.scalar(operand) : this.constant(operand);
  }

  private push(node: onnx.INodeProto): void {
    if (node.attribute?.some((attribute) => attribute.g)) {
      throw new Error(`Node ${node.name ?? ''} has a graph inside, which is not followed here.`);
    }
    this.nodes.push(node);
    if (node.name) this.byName.set(node.name, node);
    for (const output of node.output ?? []) this.producers.set(output, node);
  }

  private fresh(kind: string): string {
    return `${kind}#${++this.made}`;
  }
}
