import type { Graph } from '../../../src/onnx/graph.js';
import { type Node } from '../../../src/onnx/graph.js';
import { floats } from '../../../src/onnx/tensor.js';
import { cuts, PublishedWeights } from '../../../src/synthesis/kokoro/derivation/published.js';

const decoderPrefix = '/decoder/';

/**
 * The float reference: the published graph with the weights of decoder and generator dequantised and their convolutions
 * in floats. Everything before stays, so that durations, pitch and harmonic source are those of the published graph.
 * Gives `audio`, `har` and `durations`.
 */
export function floatReference(published: Graph): Uint8Array {
  const weights = new PublishedWeights(published);
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
