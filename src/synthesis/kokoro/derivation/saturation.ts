import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Graph } from '../../../onnx/graph.js';
import { constant, floats } from '../../../onnx/tensor.js';

const channels = 64;
const taps = 3;
const length = 32;

/**
 * Whether this processor loses carries when it multiplies unsigned with signed bytes: x86 without VNNI adds two products
 * in 16 bits. Asked of ONNX Runtime itself, with a convolution of the largest values whose result is known.
 */
export async function bytesSaturate(): Promise<boolean> {
  const graph = new Graph();
  const x = graph.input('x', [1, channels, 'T'], 'uint8');
  const zero = constant(Uint8Array.of(0), []);
  // The sum of 64 × 3 products of 255 and 127, scaled to 200.
  const scale = 200 / (channels * taps * 255 * 127);
  const weights = constant(new Int8Array(channels * channels * taps).fill(127), [channels, channels, taps]);
  const sums = x.apply(
    'QLinearConv',
    [1, zero, weights, floats(new Float32Array(channels).fill(scale)), constant(new Int8Array(channels)), 1, zero],
    { kernel_shape: [taps], pads: [1, 1] },
  );
  const model = graph.encode({ sums: { value: sums, type: 'uint8' } });
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const input = new Tensor('uint8', new Uint8Array(channels * length).fill(255), [1, channels, length]);
  const made = await session.run({ x: input });
  await session.release();
  return (made.sums!.data as Uint8Array)[1] !== 200;
}
