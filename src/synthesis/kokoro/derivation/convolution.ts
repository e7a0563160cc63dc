import { type Constant, constant, floats, perChannel } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import type { ActivationScales } from './activationScales.js';
import { everyByte, lookUp } from './byteTable.js';
import type { ConvWeights } from './published.js';
import { zeroChannels } from './widening.js';

export interface ConvSite extends ConvWeights {
  /** Its path within the decoder or the generator; activation scales go by it. */
  readonly name: string;
  readonly dilation?: number;
  /** Factor on the result; 1. */
  readonly gain?: number;
  /** The result is only added to others or laid beside them before it is quantised again. */
  readonly isSummand?: boolean;
  /** Factor that the input comes with, which the result is not to have; 1. */
  readonly inputGain?: number;
}

/** What is done to each sample of a channel by itself: [1, C, T] → [1, C, T]. */
export type Activation = (x: Value) => Value;

/**
 * How a convolution that keeps the length of its input is computed. The activation before it is told apart from its
 * input, as it may be cheaper to compute it together with the convolution.
 */
export type Convolve = (x: Value, site: ConvSite, activation?: Activation) => Value;

const unchanged: Activation = (x) => x;

const samePadding = ({ weights, dilation = 1 }: ConvSite): number => (dilation * (weights.dims[2]! - 1)) / 2;

/** In floats, as the weights say. */
export const convolveFloat: Convolve = (x, site, activation = unchanged) => {
  const { weights, bias, dilation = 1, gain = 1, inputGain = 1 } = site;
  return activation(x).conv(gain === inputGain ? weights : scaled(weights, gain / inputGain), {
    bias: floats(gain === 1 ? bias : bias.map((value) => value * gain)),
    dilation,
    pad: samePadding(site),
  });
};

function scaled({ data, dims }: Constant<Float32Array>, gain: number): Constant<Float32Array> {
  return constant(
    data.map((value) => value * gain),
    dims,
  );
}

/** Activations are unsigned bytes around this zero point: unsigned × signed is what processors are fast at. */
const zeroPoint = 128;
const byte = { min: 0, max: 255 };
/** Keeps integer biases away from overflow when weights are tiny. */
const maxBias = 2 ** 30;

interface QuantisedWeights {
  readonly weights: Constant<Int8Array>;
  readonly bias: Constant<Int32Array>;
  /** Scale of each output's weights over the scale of that output. */
  readonly multiplier: Constant<Float32Array>;
  readonly outputZero: Constant<Uint8Array>;
  /** What has to be added to the result, where the centre of a channel lies further from zero than bytes reach. */
  readonly offset?: Float32Array;
}

/** What a convolution gave, before its bytes became floats. */
interface ByteResult {
  readonly bytes: Value;
  /** What any bytes mean that stand for the same channels. */
  readonly meaning: (bytes: Value) => Value;
}

export interface ByteOptions {
  readonly scales: ActivationScales;
  /** 8, or 7 where products of unsigned and signed bytes saturate. */
  readonly weightBits: 7 | 8;
  /** Wide convolutions are to get `zeroChannels`: see there. */
  readonly widened: boolean;
}

/**
 * In bytes: activations u8 with one scale a channel, weights s8 with the input's scales multiplied in and one scale an
 * output channel, sums int32. Weights are quantised once, however many graphs use them.
 *
 * Between two convolutions that follow each other lies a function of a byte that gives a byte: it is computed for the
 * 256 there are, and looked up for the thousands that come.
 */
export class ByteConvolutions {
  private readonly done = new Map<string, QuantisedWeights>();
  /** By the floats that were made of them, which is what the next convolution is given. */
  private readonly results = new WeakMap<Value, ByteResult>();
  private readonly scales: ActivationScales;

  constructor(private readonly options: ByteOptions) {
    this.scales = options.scales;
  }

  readonly convolve: Convolve = (x, site, activation) => {
    const input = this.inputOf(x, site, activation);
    const { weights, bias, multiplier } = this.quantised(site);
    const [outputs, , taps] = weights.dims as [number, number, number];
    const [one, zero, pad] = [1, zeroPointOf(x), samePadding(site)];
    const bytes = input.apply(
      'QLinearConv',
      [one, zero, weights, multiplier, constant(new Int8Array(outputs)), one, zero, bias],
      { kernel_shape: [taps], dilations: [site.dilation ?? 1], pads: [pad, pad] },
    );
    const meaning = (values: Value) => this.floatsOf(values, site);
    const result = meaning(bytes);
    this.results.set(result, { bytes, meaning });
    return result;
  };

  /** The bytes that go into a convolution. */
  private inputOf(x: Value, site: ConvSite, activation: Activation | undefined): Value {
    const { input } = this.scales.of(site.name);
    const { inputGain = 1 } = site;
    const steps = floats(input.map((step) => step * inputGain));
    const zeros = constant(new Uint8Array(input.length).fill(zeroPoint));
    const activated = (value: Value) =>
      (activation ?? unchanged)(value).apply('QuantizeLinear', [steps, zeros], { axis: 1 });
    const result = activation && this.results.get(x);
    const bytes = result
      ? lookUp(activated(result.meaning(everyByte(x.graph, input.length))), result.bytes)
      : activated(x);
    const extra = this.quantised(site).weights.dims[1]! - input.length;
    return extra === 0 ? bytes : bytes.pad([0, 0, 0], [0, extra, 0], zeroPointOf(x));
  }

  private floatsOf(bytes: Value, site: ConvSite): Value {
    const { output } = this.scales.of(site.name);
    const { outputZero, offset } = this.quantised(site);
    const { gain = 1, isSummand = false } = site;
    const steps = output.map((step) => step * gain);
    const offsets = offset?.map((value) => value * gain);
    if (isSummand) {
      // ONNX Runtime carries sums out with the channels last, where DequantizeLinear takes five times as long.
      const origin = steps.map((step, o) => (offsets?.[o] ?? 0) - step * outputZero.data[o]!);
      return bytes.cast('float32').mul(perChannel(steps)).add(perChannel(origin));
    }
    const centred = bytes.apply('DequantizeLinear', [floats(steps), outputZero], { axis: 1 });
    return offsets ? centred.add(perChannel(offsets)) : centred;
  }

  private quantised(site: ConvSite): QuantisedWeights {
    let quantised = this.done.get(site.name);
    if (!quantised) {
      quantised = this.quantise(site);
      this.done.set(site.name, quantised);
    }
    return quantised;
  }

  private quantise({ name, weights: { data, dims }, bias }: ConvSite): QuantisedWeights {
    const [outputs, inputs, taps] = dims as [number, number, number];
    const { input, output, centre } = this.scales.of(name);
    const limit = 2 ** (this.options.weightBits - 1) - 1;
    const width = inputs + (this.options.widened ? zeroChannels(inputs, taps) : 0);
    const weights = new Int8Array(outputs * width * taps);
    const integerBias = new Int32Array(outputs);
    const multiplier = new Float32Array(outputs);
    const outputZero = new Uint8Array(outputs);
    const offset = new Float32Array(outputs);
    for (let o = 0; o < outputs; o++) {
      const start = o * inputs * taps;
      let peak = 0;
      for (let i = 0, at = start; i < inputs; i++) {
        for (let k = 0; k < taps; k++, at++) peak = Math.max(peak, Math.abs(data[at]! * input[i]!));
      }
      const outputScale = output[o]!;
      const scale = Math.max(peak / limit, outputScale * 1e-6);
      for (let i = 0, at = start, to = o * width * taps; i < inputs; i++) {
        const factor = input[i]! / scale;
        for (let k = 0; k < taps; k++) weights[to++] = Math.round(data[at++]! * factor);
      }
      // The zero point moves with the channel's centre, so that all 256 steps are used; what it cannot do is added after.
      const wanted = Math.round(zeroPoint - centre[o]! / outputScale);
      const zero = clamp(wanted, byte.min, byte.max);
      outputZero[o] = zero;
      offset[o] = (zero - wanted) * outputScale;
      integerBias[o] = clamp(Math.round((bias[o]! + (wanted - zeroPoint) * outputScale) / scale), -maxBias, maxBias);
      multiplier[o] = scale / outputScale;
    }
    return {
      weights: constant(weights, [outputs, width, taps]),
      bias: constant(integerBias),
      multiplier: floats(multiplier),
      outputZero: constant(outputZero),
      ...(offset.some((value) => value !== 0) && { offset }),
    };
  }
}

const zeroPointOf = ({ graph }: Value): Value =>
  graph.shared('zero point', () => constant(Uint8Array.of(zeroPoint), []));

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
