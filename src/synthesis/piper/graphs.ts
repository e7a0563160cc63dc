import type { Graph, Node } from '../../onnx/graph.js';
import { constant } from '../../onnx/tensor.js';
import { AloudError } from '../../protocol/errors.js';
import { gaussianNoise } from './noise.js';

/** A published voice in two graphs, and how they fit together. */
export interface PiperGraphs {
  /** Phonemes → `latents` [1, C, T], one column a frame, and `durations` [1, 1, n], frames of each id. */
  readonly front: Uint8Array;
  /** `latents`, or a window of them → `audio` [1, 1, frameSamples × T]. */
  readonly decoder: Uint8Array;
  readonly shape: DecoderShape;
}

export interface DecoderShape {
  /** Samples that the decoder makes of a frame. */
  readonly frameSamples: number;
  /** So many frames on each side have a part in what a frame sounds like; beyond them, none. */
  readonly contextFrames: number;
}

const decoderStart = '/dec/conv_pre/Conv';
/** The published graphs give their samples under this name. */
const published = 'output';

/**
 * Takes a published VITS graph apart where its decoder begins. The decoder is convolutions only, so a window of latents
 * with enough of its neighbours becomes exactly the samples that it becomes in the whole.
 * @throws AloudError `model-damaged` for a graph that is no such voice
 */
export function takeApart(graph: Graph): PiperGraphs {
  const start = graph.hasNode(decoderStart) ? graph.node(decoderStart) : undefined;
  const lengths = graph.allNodes().filter(({ opType }) => opType === 'Ceil');
  const latents = start?.input[0];
  const durations = lengths[0]?.output[0];
  if (latents === undefined || durations === undefined || lengths.length > 1 || !graph.producer(published)) {
    throw new AloudError(
      'model-damaged',
      'The graph is not that of a Piper voice: choose a voice from https://huggingface.co/rhasspy/piper-voices.',
    );
  }
  const shape = decoderShape(graph, latents);
  makeRepeatable(graph);
  const front = graph.encode({ latents: graph.value(latents), durations: graph.value(durations) });
  graph.redirect(latents, graph.input('latents', [1, 'channels', 'frames']));
  return { front, decoder: graph.encode({ audio: graph.value(published) }), shape };
}

/** Noise that is the same at every run, so that the same text is the same sound: a long list of numbers, read in turn. */
function makeRepeatable(graph: Graph): void {
  const noise = gaussianNoise();
  const table = graph.constant(constant(noise));
  const scalar = (value: number) => graph.constant(constant(BigInt64Array.of(BigInt(value)), []));
  graph
    .allNodes()
    .filter(({ opType }) => opType === 'RandomNormalLike')
    .forEach(({ input, output }, index) => {
      const shape = graph.apply('Shape', [graph.value(input[0]!)]);
      const first = scalar(index * 1_000);
      const end = shape.apply('ReduceProd', [], { keepdims: 0 }).add(first);
      const positions = graph.apply('Range', [first, end, scalar(1)]).apply('Mod', [scalar(noise.length)]);
      graph.redirect(output[0]!, table.apply('Gather', [positions]).apply('Reshape', [shape]));
    });
}

/** How many samples a tensor has for each frame, and how many frames on each side it depends on. */
interface Reach {
  readonly rate: number;
  readonly reach: number;
}

/** Follows every path from the latents to the samples. */
function decoderShape(graph: Graph, latents: string): DecoderShape {
  const known = new Map<string, Reach | undefined>([[latents, { rate: 1, reach: 0 }]]);
  /** Undefined for what does not depend on the latents. */
  const measure = (tensor: string): Reach | undefined => {
    if (known.has(tensor)) return known.get(tensor);
    const node = graph.producer(tensor);
    const inputs = (node?.input ?? []).map(measure).filter((input) => input !== undefined);
    const [input] = inputs;
    const reach = Math.max(...inputs.map((each) => each.reach));
    const measured = node && input && widened({ rate: input.rate, reach }, node);
    known.set(tensor, measured);
    return measured;
  };
  const end = measure(published);
  if (!end) throw new Error('The samples do not depend on the latents.');
  return { frameSamples: end.rate, contextFrames: Math.ceil(end.reach) };
}

function widened({ rate, reach }: Reach, node: Node): Reach {
  if (node.opType !== 'Conv' && node.opType !== 'ConvTranspose') return { rate, reach };
  const list = (name: string) => node.attribute?.find((each) => each.name === name)?.ints?.map(Number);
  const [kernel = 1] = list('kernel_shape') ?? [];
  const [dilation = 1] = list('dilations') ?? [];
  const [stride = 1] = list('strides') ?? [];
  const [pad = 0] = list('pads') ?? [];
  const span = dilation * (kernel - 1);
  const farther = Math.max(pad, span - pad);
  return node.opType === 'Conv'
    ? { rate, reach: reach + farther / rate }
    : { rate: rate * stride, reach: reach + farther / (rate * stride) };
}
