import { float, type Attributes } from './attributes.js';
import type { Graph } from './graph.js';
import { type Constant, elementType, type ElementType, ints } from './tensor.js';

/** What a node can be applied to: a value of the graph, a constant, or a number (a float32 scalar). */
export type Operand = Value | Constant | number;

export interface ConvOptions {
  readonly bias?: Operand;
  /** 1 */
  readonly stride?: number;
  /** 1 */
  readonly dilation?: number;
  /** Zeros added on both sides; 0. */
  readonly pad?: number;
}

/** A tensor in a graph that is being built. Methods add the node that makes the next one. */
export class Value {
  constructor(
    readonly graph: Graph,
    readonly name: string,
  ) {}

  add = (other: Operand): Value => this.apply('Add', [other]);
  sub = (other: Operand): Value => this.apply('Sub', [other]);
  mul = (other: Operand): Value => this.apply('Mul', [other]);
  div = (other: Operand): Value => this.apply('Div', [other]);
  greater = (other: Operand): Value => this.apply('Greater', [other]);
  less = (other: Operand): Value => this.apply('Less', [other]);

  sin = (): Value => this.apply('Sin');
  cos = (): Value => this.apply('Cos');
  exp = (): Value => this.apply('Exp');
  atan = (): Value => this.apply('Atan');
  tanh = (): Value => this.apply('Tanh');
  sqrt = (): Value => this.apply('Sqrt');
  floor = (): Value => this.apply('Floor');
  round = (): Value => this.apply('Round');
  square = (): Value => this.mul(this);

  /** `this` where the condition holds, else `other`. */
  where = (condition: Value, other: Operand): Value => this.graph.apply('Where', [condition, this, other]);
  cast = (type: ElementType): Value => this.apply('Cast', [], { to: elementType[type] });
  leakyRelu = (slope: number): Value => this.apply('LeakyRelu', [], { alpha: float(slope) });
  cumulativeSum = (axis: number): Value => this.apply('CumSum', [{ data: BigInt64Array.of(BigInt(axis)), dims: [] }]);

  reshape = (...dims: number[]): Value => this.apply('Reshape', [ints(...dims)]);
  unsqueeze = (...axes: number[]): Value => this.apply('Unsqueeze', [ints(...axes)]);
  transpose = (...permutation: number[]): Value => this.apply('Transpose', [], { perm: permutation });
  slice = (axis: number, from: number, to = endOfAxis, step = 1): Value =>
    this.apply('Slice', [ints(from), ints(to), ints(axis), ints(step)]);
  concat = (axis: number, ...others: Value[]): Value => this.apply('Concat', others, { axis });
  /** Adds `before[i]` and `after[i]` elements on axis i: zeros, or a given value, or the mirrored neighbours. */
  pad = (before: readonly number[], after: readonly number[], fill?: Value | 'reflect'): Value =>
    this.apply('Pad', [ints(...before, ...after), fill === 'reflect' ? undefined : fill], {
      mode: fill === 'reflect' ? 'reflect' : 'constant',
    });
  split = (axis: number, sizes: readonly number[]): Value[] =>
    this.graph.applyMany(sizes.length, 'Split', [this, ints(...sizes)], { axis });

  /** Mean over an axis, which stays with length 1. */
  mean = (axis: number): Value => this.apply('ReduceMean', [ints(axis)]);

  /** Convolution along the last axis of [1, C, T] with weights [O, I, K]. */
  conv(weights: Constant, { bias, stride = 1, dilation = 1, pad = 0 }: ConvOptions = {}): Value {
    return this.apply('Conv', [weights, bias], {
      kernel_shape: [weights.dims[2]!],
      strides: [stride],
      dilations: [dilation],
      pads: [pad, pad],
    });
  }

  /** Transposed convolution along the last axis of [1, C, T] with weights [I, O, K]. */
  convTranspose(weights: Constant, { bias, stride = 1, pad = 0 }: ConvOptions = {}): Value {
    return this.apply('ConvTranspose', [weights, bias], {
      kernel_shape: [weights.dims[2]!],
      strides: [stride],
      pads: [pad, pad],
    });
  }

  /** Each channel normalised over its own time axis, then scaled and shifted: `scale` and `shift` are [C]. */
  instanceNorm = (scale: Operand, shift: Operand): Value =>
    this.apply('InstanceNormalization', [scale, shift], { epsilon: float(normEpsilon) });
  /** The same with mean and variance given, [C] each. */
  batchNorm = (scale: Operand, shift: Operand, mean: Operand, variance: Operand): Value =>
    this.apply('BatchNormalization', [scale, shift, mean, variance], { epsilon: float(normEpsilon) });

  apply(
    opType: string,
    others: readonly (Operand | undefined)[] = [],
    attributes: Attributes = {},
    domain = '',
  ): Value {
    return this.graph.apply(opType, [this, ...others], attributes, domain);
  }
}

/** A slice's end that is beyond every axis. */
export const endOfAxis = 2 ** 31;
const normEpsilon = 1e-5;
