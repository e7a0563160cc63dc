import { floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import type { ConvSite, Convolve } from './convolution.js';
import { type PublishedWeights, paths } from './published.js';
import { decoderBlocks } from './sites.js';
import type { Styled } from './style.js';
import { addToPairs, poolPairs } from './upsampling.js';

export interface DecoderInput {
  /** [1, 512, L] */
  readonly aligned: Value;
  /** [1, 2L] */
  readonly pitch: Value;
  /** [1, 2L] */
  readonly energy: Value;
}

const slope = 0.2;
/** Residual sums are scaled so that their variance stays; the factor goes into both convolutions. */
const gain = Math.SQRT1_2;

/** Text features, pitch and energy become what the generator takes: [1, 512, 2L]. */
export function buildDecoder(
  { aligned, pitch, energy }: DecoderInput,
  weights: PublishedWeights,
  styled: Styled,
  convolve: Convolve,
): Value {
  const conv = (x: Value, path: string, options: Partial<Pick<ConvSite, 'name' | 'gain' | 'isSummand'>> = {}) =>
    convolve(x, { name: path, ...options, ...weights.conv(paths.decoder + path) });
  const summand = { isSummand: true, gain };
  const halved = (curve: Value, path: string) => {
    const { weights: kernel, bias } = weights.conv(paths.decoder + path);
    return curve.unsqueeze(1).conv(kernel, { bias: floats(bias), stride: 2, pad: 1 });
  };
  const curves = [halved(pitch, 'F0_conv'), halved(energy, 'N_conv')];
  const residue = conv(aligned, 'asr_res/asr_res.0', { name: 'asr_res', isSummand: true });
  const last = decoderBlocks.at(-1)!;

  let x = aligned.concat(1, ...curves);
  for (const block of decoderBlocks) {
    const path = (layer: string) => `${block.name}/${layer}`;
    const norm = (value: Value, layer: string) => styled(value, paths.decoder + path(layer)).leakyRelu(slope);
    const doubles = block === last;
    if (block !== decoderBlocks[0]) x = x.concat(1, residue, ...curves);
    const shortcut = conv(x, path('conv1x1'), summand);
    let y = norm(x, 'norm1');
    if (doubles) {
      const pool = weights.floatConv(`${paths.decoder + path('pool')}/ConvTranspose`);
      y = poolPairs(y, pool, block.channelsIn);
    }
    y = norm(conv(y, path('conv1')), 'norm2');
    y = conv(y, path('conv2'), summand);
    // The shortcut runs at the lower rate: each of its columns is added to two of the other branch.
    x = doubles ? addToPairs(y, shortcut, block.channelsOut) : y.add(shortcut);
  }
  return x;
}
