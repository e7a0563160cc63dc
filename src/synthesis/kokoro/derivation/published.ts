import type { Graph, Node } from '../../../onnx/graph.js';
import { constant, type Constant } from '../../../onnx/tensor.js';

/** Where the published graph keeps its parts, and the tensors at which it is cut. */
export const paths = {
  encoder: '/encoder/',
  decoder: '/decoder/decoder/',
  generator: '/decoder/decoder/generator/',
} as const;

export const cuts = {
  /** int64 [1, n]: frames of each token. */
  durations: '/encoder/Cast_output_0',
  /** [1, 512, L]: text features, one column a frame. */
  aligned: '/encoder/MatMul_1_output_0',
  /** [L, 1, 512]: features from which pitch and energy are predicted, time first. */
  prosody: '/encoder/shared/Reshape_output_0',
  /** [1, 2L]: pitch in Hz, zero where unvoiced. */
  pitch: '/encoder/Reshape_output_0',
  /** [1, 2L] */
  energy: '/encoder/Reshape_1_output_0',
  /** [1, 512, 2L]: what the generator gets from the decoder. */
  decoded: '/decoder/decoder/decode.3/Div_4_output_0',
  /** [1, 22, 120L + 1]: magnitude and phase of the harmonic source. */
  harmonics: '/decoder/decoder/generator/Concat_3_output_0',
} as const;

/** Weights [O, I, K] of a convolution with its bias [O]. */
export interface ConvWeights {
  readonly weights: Constant<Float32Array>;
  readonly bias: Float32Array;
}

/** Weights of a convolution as published: (q - zeroPoint) × scale. */
export interface QuantisedConv {
  readonly weights: Constant<Uint8Array>;
  readonly zeroPoint: number;
  readonly scale: number;
  readonly bias: Float32Array;
}

/** A product with int8 weights [I, O], one scale a column, and its input as the graph quantises it. */
export interface Affine {
  readonly weights: Int8Array;
  readonly columns: number;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
  readonly input: { readonly quantised: string; readonly scale: string; readonly zeroPoint: string };
}

/** Reads the published graph's weights by the path of the layer that they belong to. */
export class PublishedWeights {
  constructor(private readonly graph: Graph) {}

  floats(name: string): Constant<Float32Array> {
    const read = this.graph.constantOf(name);
    if (!(read.data instanceof Float32Array)) throw new Error(`${name} is not of floats.`);
    return constant(read.data, read.dims);
  }

  /** A convolution that is quantised in the published graph, as it is. */
  quantised(path: string): QuantisedConv {
    const node = this.graph.node(`${path}/Conv_quant`);
    const name = node.input[1]!;
    const { data, dims } = this.graph.constantOf(name);
    const scale = this.floats(`${withoutSuffix(name, '_quantized')}_scale`).data;
    if (!(data instanceof Uint8Array) || scale.length !== 1) throw new Error(`${path} is quantised in an unknown way.`);
    return {
      weights: constant(data, dims),
      zeroPoint: Number(this.graph.constantOf(node.input[3]!).data[0]),
      scale: scale[0]!,
      bias: this.biasAfter(node) ?? new Float32Array(dims[0]!),
    };
  }

  /** A convolution in floats, whether or not the published graph has it quantised. */
  conv(path: string): ConvWeights {
    if (!this.graph.hasNode(`${path}/Conv_quant`)) return this.floatConv(`${path}/Conv`);
    const { weights, zeroPoint, scale, bias } = this.quantised(path);
    return {
      weights: constant(
        Float32Array.from(weights.data, (q) => (q - zeroPoint) * scale),
        weights.dims,
      ),
      bias,
    };
  }

  /** Weights and bias of a node that has them as floats: `Conv` or `ConvTranspose`. */
  floatConv(nodeName: string): ConvWeights {
    const [, weights, bias] = this.graph.node(nodeName).input;
    return { weights: this.floats(weights!), bias: this.floats(bias!).data };
  }

  /** The product that makes scale and shift of a normalisation from the style. */
  affine(path: string): Affine {
    const node = this.graph.node(`${path}/fc/Gemm_MatMul_quant`);
    const [quantised, name, zeroPoint, weightZero] = node.input as [string, string, string, string];
    const { data, dims } = this.graph.constantOf(name);
    const columns = dims[1]!;
    const weightZeros = this.graph.constantOf(weightZero).data;
    if (!(data instanceof Int8Array) || !(weightZeros instanceof Int8Array) || weightZeros.some((zero) => zero !== 0)) {
      throw new Error(`${path} is quantised in an unknown way.`);
    }
    const scales = this.floats(`${withoutSuffix(name, '_quantized')}_scale`).data;
    return {
      weights: data,
      columns,
      scales: scales.length === columns ? scales : new Float32Array(columns).fill(scales[0]!),
      bias: this.addedAfter(node),
      input: { quantised, zeroPoint, scale: `${withoutSuffix(quantised, '_dynamic_quantized')}_scale` },
    };
  }

  /** The bias that a quantised convolution adds as integers is kept in floats under the name of the node that adds it. */
  private biasAfter(node: Node): Float32Array | undefined {
    const [next] = this.graph.consumers(node.output[0]!);
    return next?.opType === 'Add' ? this.floats(withoutSuffix(next.name, '_quantizedbias_add')).data : undefined;
  }

  /** MatMulInteger → Cast → Mul → Add: the bias is the constant operand of the last. */
  private addedAfter(node: Node): Float32Array {
    let next: Node | undefined = node;
    while (next && next.opType !== 'Add') next = this.graph.consumers(next.output[0]!)[0];
    const bias = next?.input.find((name) => this.graph.hasConstant(name));
    if (bias === undefined) throw new Error(`${node.name} has no bias.`);
    return this.floats(bias).data;
  }
}

function withoutSuffix(name: string, suffix: string): string {
  if (!name.endsWith(suffix)) throw new Error(`${name} does not end in ${suffix}.`);
  return name.slice(0, -suffix.length);
}
