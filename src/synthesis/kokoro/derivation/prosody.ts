import { microsoft } from '../../../onnx/graph.js';
import type { Graph } from '../../../onnx/graph.js';
import { type Constant, constant, floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import { cuts, paths, type PublishedWeights, type QuantisedConv } from './published.js';
import { prosodyBlocks } from './sites.js';
import type { Styled } from './style.js';
import { addToPairs, poolPairs } from './upsampling.js';

const slope = 0.2;

/** Dynamically quantised convolutions of the published encoder, computed as one product each. */
export class EncoderConvolutions {
  /** @param signed weights as signed bytes, which is faster; not where products of u8 and s8 saturate */
  constructor(
    private readonly weights: PublishedWeights,
    private readonly signed: boolean,
  ) {}

  /**
   * A convolution of [1, C, T] that keeps its length: quantised to bytes once, the taps laid side by side, one product.
   * Same integers as `ConvInteger` gives, but that is several times slower.
   * @returns [1, T, O]
   */
  timeFirst(x: Value, path: string): Value {
    const conv = this.weights.quantised(path);
    const [, , taps] = conv.weights.dims as [number, number, number];
    const [quantised, scale, zero] = x.graph.applyMany(3, 'DynamicQuantizeLinear', [x]) as [Value, Value, Value];
    const columns = sideBySide(quantised.transpose(0, 2, 1), taps, zero);
    return columns.apply(
      'MatMulIntegerToFloat',
      [this.matrix(conv), scale, conv.scale, zero, this.zeroPoint(conv), publishedBias(conv, scale)],
      {},
      microsoft,
    );
  }

  /** The same as [1, O, T]. */
  convolve(x: Value, path: string): Value {
    return this.timeFirst(x, path).transpose(0, 2, 1);
  }

  /** Weights [O, I, K] as [K × I, O]. */
  private matrix({ weights: { data, dims } }: QuantisedConv): Constant {
    const [outputs, inputs, taps] = dims as [number, number, number];
    const matrix = this.signed ? new Int8Array(data.length) : new Uint8Array(data.length);
    const offset = this.signed ? 128 : 0;
    let from = 0;
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) {
        for (let k = 0; k < taps; k++) matrix[(k * inputs + i) * outputs + o] = data[from++]! - offset;
      }
    }
    return constant(matrix, [taps * inputs, outputs]);
  }

  private zeroPoint({ zeroPoint }: QuantisedConv): Constant {
    return constant(this.signed ? Int8Array.of(zeroPoint - 128) : Uint8Array.of(zeroPoint), []);
  }
}

/** [1, T, C] → [1, T, K × C]: each row with its neighbours, `zero` beyond the ends. */
function sideBySide(rows: Value, taps: number, zero: Value): Value {
  if (taps === 1) return rows;
  const reach = (taps - 1) / 2;
  const padded = rows.pad([0, reach, 0], [0, reach, 0], zero);
  const [first, ...others] = Array.from({ length: taps }, (_, k) =>
    padded.slice(1, k, k < taps - 1 ? k - taps + 1 : undefined),
  );
  return first!.concat(2, ...others);
}

/** The published graph adds its bias as integers, rounded down to steps of the product's scale; so is it here. */
function publishedBias({ bias, scale }: QuantisedConv, inputScale: Value): Value {
  const step = inputScale.mul(scale);
  return inputScale.graph.constant(floats(bias)).div(step).floor().mul(step);
}

/** Rebuilds the blocks that predict pitch and energy: [1, 2L] each. */
export function buildProsody(graph: Graph, weights: PublishedWeights, styled: Styled, conv: EncoderConvolutions) {
  const features = graph.value(cuts.prosody).transpose(1, 2, 0);
  const curve = (name: string): Value => {
    let x = features;
    for (const { index, channelsIn, channelsOut, upsamples } of prosodyBlocks) {
      const path = `${paths.encoder}${name}.${index}`;
      let y = styled(x, `${path}/norm1`).leakyRelu(slope);
      if (upsamples) y = poolPairs(y, weights.floatConv(`${path}/pool/ConvTranspose`), channelsIn);
      y = styled(conv.convolve(y, `${path}/conv1`), `${path}/norm2`).leakyRelu(slope);
      y = conv.convolve(y, `${path}/conv2`);
      x = (upsamples ? addToPairs(y, conv.convolve(x, `${path}/conv1x1`), channelsOut) : y.add(x)).mul(Math.SQRT1_2);
    }
    return conv.timeFirst(x, `${paths.encoder}${name}_proj`).reshape(1, -1);
  };
  return { pitch: curve('F0'), energy: curve('N') };
}

/** Rebuilds the convolutions of the text encoder in place. */
export function rebuildTextEncoder(graph: Graph, conv: EncoderConvolutions): void {
  for (const index of [0, 1, 2]) {
    const path = `${paths.encoder}text_encoder/cnn.${index}/cnn.${index}.0`;
    const quantise = graph.producer(graph.node(`${path}/Conv_quant`).input[0]!)!;
    graph.redirect(`${path}/Conv_output_0`, conv.convolve(graph.value(quantise.input[0]!), path));
  }
}
