import { floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import type { Activation, Convolve } from './convolution.js';
import { bins, hopSamples, windowSamples } from './harmonics.js';
import { type PublishedWeights, paths } from './published.js';
import type { Snake } from './snake.js';
import { raiseRate } from './upsampling.js';
import { normSite, type NormSite, type ResidualBlock, rounds, stages } from './sites.js';

/** Gives what normalises at one site of the generator, as x needs it, and applies the style, in the activation's unit. */
export type Normalise = (x: Value, site: NormSite) => Activation;

const slope = 0.1;
const lastSlope = 0.01;
/** The inverse transform of windows that overlap four times. */
const overlapGain = windowSamples / hopSamples;

/**
 * The generator: a window of W frames, x [1, 512, 2W] after its first activation and har [1, 22, 120W + 1], becomes
 * samples [1, 1, 600W].
 *
 * The activation of the published graph is h + sin²(αh)/α. Here α is folded into scale and shift before it (u = αh) and
 * into the weights after it, which leaves u + sin²u.
 */
export function buildVocoder(
  x: Value,
  harmonics: Value,
  weights: PublishedWeights,
  normalise: Normalise,
  convolve: Convolve,
  snake: Snake,
): Value {
  const residual = (input: Value, { name }: ResidualBlock): Value => {
    let sum = input;
    for (const { index, dilation } of rounds) {
      const half = (value: Value, site: NormSite, step: number) => {
        const normalised = normalise(value, site);
        return convolve(
          value,
          { name: site.conv, dilation: step, inputGain: snake.gain, ...unscaled(weights, site) },
          (each) => snake.of(normalised(each), site.channels),
        );
      };
      const first = half(sum, normSite(name, index, 1), dilation);
      sum = half(first, normSite(name, index, 2), 1).add(sum);
    }
    return sum;
  };
  const published = (path: string) => weights.conv(paths.generator + path);

  const [early, late] = stages;
  const noise0 = published('noise_convs.0');
  const noise1 = published('noise_convs.1');
  const up0 = weights.floatConv(`${paths.generator}ups.0/ConvTranspose`);
  const up1 = weights.floatConv(`${paths.generator}ups.1/ConvTranspose`);
  const post = weights.floatConv(`${paths.generator}conv_post/Conv`);
  const blocks = (input: Value, [a, b, c]: readonly [ResidualBlock, ResidualBlock, ResidualBlock]) =>
    residual(input, a).add(residual(input, b)).add(residual(input, c));
  // The mean of three blocks is their sum with a third of the next weights.
  const third = ({ data, dims }: typeof post.weights) =>
    floats(
      data.map((value) => value / 3),
      dims,
    );

  const rough = raiseRate(x, up0, 10).add(
    residual(harmonics.conv(noise0.weights, { bias: floats(noise0.bias), stride: 6, pad: 3 }), early.noise),
  );
  const fine = raiseRate(blocks(rough, early.blocks).leakyRelu(slope), { ...up1, weights: third(up1.weights) }, 6)
    .pad([0, 0, 1], [0, 0, 0], 'reflect')
    .add(residual(harmonics.conv(noise1.weights, { bias: floats(noise1.bias) }), late.noise));
  const spectrum = blocks(fine, late.blocks)
    .leakyRelu(lastSlope)
    .conv(third(post.weights), { bias: floats(post.bias), pad: 3 });
  return inverseTransform(spectrum, weights);
}

/** A convolution's weights divided by α of the activation before it. */
function unscaled(weights: PublishedWeights, site: NormSite) {
  const { weights: kernel, bias } = weights.conv(paths.generator + site.conv);
  const alpha = weights.floats(`decoder.decoder.generator.${site.alpha}`).data;
  const [, inputs, taps] = kernel.dims as [number, number, number];
  return {
    bias,
    weights: floats(
      kernel.data.map((value, at) => value / alpha[Math.floor(at / taps) % inputs]!),
      kernel.dims,
    ),
  };
}

/** Log magnitude and phase [1, 22, F] → samples [1, 1, 5(F - 1)]. */
function inverseTransform(spectrum: Value, weights: PublishedWeights): Value {
  const [logMagnitude, phase] = spectrum.split(1, [bins, bins]) as [Value, Value];
  const magnitude = logMagnitude.exp();
  const angle = phase.sin();
  const { data, dims } = weights.floats('decoder.decoder.generator.stft.istft.stft.inverse_basis');
  return magnitude
    .mul(angle.cos())
    .concat(1, magnitude.mul(angle.sin()))
    .convTranspose(
      floats(
        data.map((value) => value * overlapGain),
        dims,
      ),
      { stride: hopSamples, pad: windowSamples / 2 },
    );
}
