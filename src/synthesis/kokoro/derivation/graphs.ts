import { Graph, type Outputs } from '../../../onnx/graph.js';
import type { Value } from '../../../onnx/value.js';
import { loopLayers } from './bert.js';
import type { Convolve } from './convolution.js';
import { buildDecoder } from './decoder.js';
import { buildHarmonics } from './harmonics.js';
import { buildProsody, EncoderConvolutions, rebuildTextEncoder } from './prosody.js';
import type { PublishedWeights } from './published.js';
import { cuts } from './published.js';
import { normChannels, normSites } from './sites.js';
import type { Snake } from './snake.js';
import { buildStyle } from './style.js';
import { buildVocoder, type Normalise } from './vocoder.js';

/** A graph with what it is to compute: `graph.encode(outputs)` is the model. */
export interface Plan {
  readonly graph: Graph;
  readonly outputs: Outputs;
}

export interface AcousticOptions {
  readonly convolve: Convolve;
  /**
   * How the quantised convolutions before the decoder are computed: as published, or as products with weights of signed
   * or unsigned bytes. All give the same durations.
   */
  readonly encoder: 'published' | 'signed' | 'unsigned';
}

/** Slope of the first activation of the generator, which is applied here once for all windows. */
const generatorSlope = 0.1;

/**
 * A, the acoustic front end: tokens, style, speed → everything that the vocoder and the schedule need of the utterance.
 *
 * | output | shape | |
 * |---|---|---|
 * | durations | int64 [1, n] | frames of each token |
 * | pitch, energy | [1, 2L] | |
 * | x | [1, 512, 2L] | input of the generator |
 * | har | [1, 22, 120L + 1] | harmonic source |
 * | scale, shift | [9216] | style of the generator's normalisations |
 * | moments | [1068] | means over time of x, x², har, har² |
 */
export function buildAcoustic(published: Graph, weights: PublishedWeights, options: AcousticOptions): Plan {
  const { styled, generator } = buildStyle(published, weights);
  let pitch = published.value(cuts.pitch);
  let energy = published.value(cuts.energy);
  if (options.encoder !== 'published') {
    const conv = new EncoderConvolutions(weights, options.encoder === 'signed');
    rebuildTextEncoder(published, conv);
    loopLayers(published);
    ({ pitch, energy } = buildProsody(published, weights, styled, conv));
  }
  const aligned = published.value(cuts.aligned);
  const x = buildDecoder({ aligned, pitch, energy }, weights, styled, options.convolve).leakyRelu(generatorSlope);
  const har = buildHarmonics(pitch, weights);
  const mean = (value: Value) => value.mean(2).reshape(-1);
  const outputs = {
    durations: { value: published.value(cuts.durations), type: 'int64' },
    pitch,
    energy,
    x,
    har,
    ...generator,
    moments: mean(x).concat(0, mean(x.square()), mean(har), mean(har.square())),
  } as const;
  return { graph: published, outputs };
}

export interface VocoderOptions {
  readonly convolve: Convolve;
  readonly snake: Snake;
  /** Whether mean and variance of every normalisation are given, or those of the window itself are taken and told. */
  readonly statistics: 'given' | 'own';
}

/**
 * V, the vocoder: a window of W frames of x and har, scale and shift → audio [1, 1, 600W].
 * With given statistics it takes `mean` and `variance` [9216] as well; with its own it returns them.
 */
export function buildVocoderGraph(weights: PublishedWeights, { convolve, snake, statistics }: VocoderOptions): Plan {
  const graph = new Graph();
  const x = graph.input('x', [1, 512, '2W']);
  const har = graph.input('har', [1, 22, '120W + 1']);
  const channels = normSites.map((site) => site.channels);
  const vector = (name: string) => graph.input(name, [normChannels]);
  const perSite = (values: Value) => values.split(0, channels);
  const scale = perSite(vector('scale').mul(snake.gain));
  const shift = perSite(vector('shift').mul(snake.gain).add(snake.offset));
  const index = new Map(normSites.map((site, i) => [site.norm, i]));
  const at = (values: readonly Value[], name: string) => values[index.get(name)!]!;
  const together = ([first, ...others]: readonly Value[]) => first!.concat(0, ...others);

  if (statistics === 'given') {
    const mean = perSite(vector('mean'));
    const variance = perSite(vector('variance'));
    const normalise: Normalise = (_, { norm }) => {
      const statistics = [at(mean, norm), at(variance, norm)] as const;
      return (value) => value.batchNorm(at(scale, norm), at(shift, norm), ...statistics);
    };
    return { graph, outputs: { audio: buildVocoder(x, har, weights, normalise, convolve, snake) } };
  }
  const mean: Value[] = [];
  const variance: Value[] = [];
  const normalise: Normalise = (value, { norm }) => {
    const i = index.get(norm)!;
    const own = value.mean(2);
    const ownMean = (mean[i] = own.reshape(-1));
    const ownVariance = (variance[i] = value.sub(own).square().mean(2).reshape(-1));
    return (each) => each.batchNorm(at(scale, norm), at(shift, norm), ownMean, ownVariance);
  };
  const audio = buildVocoder(x, har, weights, normalise, convolve, snake);
  return { graph, outputs: { audio, mean: together(mean), variance: together(variance) } };
}
