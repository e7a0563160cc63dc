import { type Constant, constant, floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import type { ActivationScales } from './activationScales.js';
import type { ConvWeights } from './published.js';

export interface ConvSite extends ConvWeights {
  /** Its path within the decoder or the generator; activation scales go by it. */
  readonly name: string;
  readonly dilation?: number;
  /** Factor on the result; 1. */
  readonly gain?: number;
}

/** How a convolution that keeps the length of its input is computed. */
export type Convolve = (x: Value, site: ConvSite) => Value;

const samePadding = ({ weights, dilation = 1 }: ConvSite): number => (dilation * (weights.dims[2]! - 1)) / 2;

/** In floats, as the weights say. */
export const convolveFloat: Convolve = (x, site) => {
  const { weights, bias, dilation = 1, gain = 1 } = site;
  return x.conv(gain === 1 ? weights : scaled(weights, gain), {
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

/**
 * In bytes: activations u8 with one scale a channel, weights s8 with the input's scales multiplied in and one scale an
 * output channel, sums int32. Weights are quantised once, however many graphs use them.
 */
export class ByteConvolutions {
  private readonly done = new Map<string, QuantisedWeights>();

  /** @param weightBits 8, or 7 where products of unsigned and signed bytes saturate */
  constructor(
    private readonly scales: ActivationScales,
    private readonly weightBits: 7 | 8,
  ) {}

  readonly convolve: Convolve = (x, site) => {
    const { input, output } = this.scales.of(site.name);
    const { weights, bias, multiplier, outputZero, offset } = this.quantised(site);
    const { dilation = 1, gain = 1 } = site;
    const pad = samePadding(site);
    const one = 1;
    const zero = x.graph.constant(constant(Uint8Array.of(zeroPoint), []));
    const result = x
      .apply('QuantizeLinear', [floats(input), constant(new Uint8Array(input.length).fill(zeroPoint))], { axis: 1 })
      .apply('QLinearConv', [one, zero, weights, multiplier, constant(new Int8Array(output.length)), one, zero, bias], {
        kernel_shape: [weights.dims[2]!],
        dilations: [dilation],
        pads: [pad, pad],
      })
      .apply('DequantizeLinear', [floats(output.map((scale) => scale * gain)), outputZero], { axis: 1 });
    return offset
      ? result.add(
          floats(
            offset.map((value) => value * gain),
            [1, offset.length, 1],
          ),
        )
      : result;
  };

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
    const limit = 2 ** (this.weightBits - 1) - 1;
    const weights = new Int8Array(data.length);
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
      for (let i = 0, at = start; i < inputs; i++) {
        const factor = input[i]! / scale;
        for (let k = 0; k < taps; k++, at++) weights[at] = Math.round(data[at]! * factor);
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
      weights: constant(weights, dims),
      bias: constant(integerBias),
      multiplier: floats(multiplier),
      outputZero: constant(outputZero),
      ...(offset.some((value) => value !== 0) && { offset }),
    };
  }
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
