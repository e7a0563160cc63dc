import type { Graph } from '../../../src/onnx/graph.js';
import { type Node } from '../../../src/onnx/graph.js';
import { floats } from '../../../src/onnx/tensor.js';
import { buildHarmonics } from '../../../src/synthesis/kokoro/derivation/harmonics.js';
import { cuts, PublishedWeights } from '../../../src/synthesis/kokoro/derivation/published.js';

const decoderPrefix = '/decoder/';

/**
 * The float reference: the published graph with the weights of decoder and generator dequantised and their convolutions
 * in floats. Everything before stays, so that durations, pitch and harmonic source are those of the published graph.
 * Gives `audio`, `har` and `durations`.
 *
 * The published graph adds up the phases of its harmonic source in float32 without ever wrapping them, so that the error
 * grows with the utterance. With `source` `exact` that of the derived graphs is taken instead, for the same pitch: the
 * float model without this error.
 */
export function floatReference(published: Graph, source: 'published' | 'exact' = 'published'): Uint8Array {
  const weights = new PublishedWeights(published);
  if (source === 'exact') {
    published.redirect(cuts.harmonics, buildHarmonics(published.value(cuts.pitch), weights));
  }
  for (const node of published.allNodes()) {
    if (node.opType !== 'ConvInteger' || !node.name.startsWith(decoderPrefix)) continue;
    const path = node.name.slice(0, -'/Conv_quant'.length);
    const input = published.producer(node.input[0]!)!.input[0]!;
    const { weights: kernel, bias } = weights.conv(path);
    const [stride, dilation, pad] = ['strides', 'dilations', 'pads'].map((name) => firstOf(node, name));
    published.redirect(
      `${path}/Conv_output_0`,
      published.value(input).conv(kernel, { bias: floats(bias), stride: stride!, dilation: dilation!, pad: pad! }),
    );
  }
  return published.encode({
    audio: published.value('audio'),
    har: published.value(cuts.harmonics),
    durations: { value: published.value(cuts.durations), type: 'int64' },
  });
}

function firstOf(node: Node, attribute: string): number {
  return Number(node.attribute?.find(({ name }) => name === attribute)?.ints?.[0]);
}
