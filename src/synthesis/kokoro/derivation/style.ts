import { type Graph, microsoft } from '../../../onnx/graph.js';
import { constant, floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import { type Affine, type PublishedWeights, paths } from './published.js';
import { decoderBlocks, normChannels, normSites, prosodyBlocks } from './sites.js';

/** Normalises [1, C, T] over time and applies the style of the site with that path. */
export type Styled = (x: Value, path: string) => Value;

export interface Style {
  readonly styled: Styled;
  /** [9216] each, for all sites of the generator: normalised × scale + shift is what its activations take. */
  readonly generator: { readonly scale: Value; readonly shift: Value };
}

interface Column {
  readonly path: string;
  readonly affine: Affine;
  readonly channels: number;
  /** Learned frequencies of the activation that follows, multiplied in. */
  readonly alpha?: Float32Array;
}

/**
 * The 70 products that make scales and shifts from the style, as two: one for all that depends on the sound half of the
 * style (decoder and generator), one for all that depends on its prosody half.
 */
export function buildStyle(graph: Graph, weights: PublishedWeights): Style {
  const column = (path: string, channels: number, alpha?: Float32Array): Column => ({
    path,
    channels,
    affine: weights.affine(path),
    ...(alpha && { alpha }),
  });
  const generator = normSites.map(({ norm, alpha, channels }) =>
    column(paths.generator + norm, channels, weights.floats(`decoder.decoder.generator.${alpha}`).data),
  );
  const decoder = decoderBlocks.flatMap(({ name, channelsIn, channelsOut }) => [
    column(`${paths.decoder + name}/norm1`, channelsIn),
    column(`${paths.decoder + name}/norm2`, channelsOut),
  ]);
  const prosody = ['F0', 'N'].flatMap((curve) =>
    prosodyBlocks.flatMap(({ index, channelsIn, channelsOut }) => [
      column(`${paths.encoder}${curve}.${index}/norm1`, channelsIn),
      column(`${paths.encoder}${curve}.${index}/norm2`, channelsOut),
    ]),
  );
  const decoderChannels = decoder.map(({ channels }) => channels);
  const prosodyChannels = prosody.map(({ channels }) => channels);
  const sound = product(graph, [...generator, ...decoder]).split(0, [
    ...[normChannels, ...decoderChannels],
    ...[normChannels, ...decoderChannels],
  ]);
  const melody = product(graph, prosody).split(0, [...prosodyChannels, ...prosodyChannels]);

  const sites = new Map<string, readonly [Value, Value]>();
  decoder.forEach(({ path }, i) => sites.set(path, [sound[1 + i]!, sound[2 + decoder.length + i]!]));
  prosody.forEach(({ path }, i) => sites.set(path, [melody[i]!, melody[prosody.length + i]!]));
  return {
    generator: { scale: sound[0]!, shift: sound[1 + decoder.length]! },
    styled: (x, path) => {
      const site = sites.get(path);
      if (!site) throw new Error(`There is no style for ${path}.`);
      return x.instanceNorm(...site);
    },
  };
}

/** One product for many sites: all scales (1 + gamma), then all shifts (beta). */
function product(graph: Graph, columns: readonly Column[]): Value {
  const width = 2 * columns.reduce((sum, { channels }) => sum + channels, 0);
  const depth = columns[0]!.affine.weights.length / columns[0]!.affine.columns;
  const merged = new Int8Array(depth * width);
  const scales = new Float32Array(width);
  const bias = new Float32Array(width);
  let to = 0;
  for (const half of [0, 1]) {
    for (const { affine, channels, alpha } of columns) {
      const from = half * channels;
      for (let row = 0; row < depth; row++) {
        const start = row * affine.columns + from;
        merged.set(affine.weights.subarray(start, start + channels), row * width + to);
      }
      for (let c = 0; c < channels; c++) {
        const factor = alpha?.[c] ?? 1;
        scales[to + c] = affine.scales[from + c]! * factor;
        bias[to + c] = (affine.bias[from + c]! + (half === 0 ? 1 : 0)) * factor;
      }
      to += channels;
    }
  }
  const { quantised, scale, zeroPoint } = columns[0]!.affine.input;
  return graph
    .apply(
      'MatMulIntegerToFloat',
      [
        graph.value(quantised),
        constant(merged, [depth, width]),
        graph.value(scale),
        floats(scales),
        graph.value(zeroPoint),
        constant(Int8Array.of(0), []),
        floats(bias),
      ],
      {},
      microsoft,
    )
    .reshape(-1);
}
