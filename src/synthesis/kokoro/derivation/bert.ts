import type { Graph } from '../../../onnx/graph.js';
import { paths } from './published.js';

const bert = `${paths.encoder}bert/encoder/`;
const bertLayers = 12;

/**
 * Makes a loop of the layers of BERT, which are one layer with the same weights twelve times over: ONNX Runtime would
 * prepare each by itself and lay its weights out for the processor, which is a fifth of the time that loading takes.
 */
export function loopLayers(graph: Graph): void {
  const layer = (index: number) =>
    `${bert}albert_layer_groups.0/albert_layers.0/full_layer_layer_norm${index > 0 ? `_${index}` : ''}/LayerNormalization_output_0`;
  const embedded = graph.value(`${bert}embedding_hidden_mapping_in/Add_output_0`);
  graph.redirect(layer(bertLayers - 1), graph.repeat(bertLayers, embedded, layer(0), layer(1)));
}
