import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Graph } from '../../../onnx/graph.js';
import { constant, floats } from '../../../onnx/tensor.js';

/** Where the number of inputs is no multiple of this, ONNX Runtime convolves bytes by its matrix product. */
const kernelChannels = 4;
const extraChannels = 2;
/** With fewer products for each output there is no gain. */
const wideProducts = 1536;

/**
 * Channels of zeros to add to a convolution of bytes, so that ONNX Runtime computes it as a matrix product. Otherwise it
 * takes a kernel made for convolutions, which does not use the matrix registers that some processors have (AMX): with
 * them the product takes two thirds of the time.
 */
export function zeroChannels(inputs: number, taps: number): number {
  return inputs % kernelChannels === 0 && inputs * taps >= wideProducts ? extraChannels : 0;
}

const channels = 512;
const taps = 3;
const length = 128;
const rounds = 9;
/** Less is not worth the room. */
const worthwhile = 0.9;

/** Whether `zeroChannels` make wide convolutions faster here: it is tried, as no other way tells on every system. */
export async function wideningPays(): Promise<boolean> {
  const plain = await timed(0);
  const widened = await timed(zeroChannels(channels, taps));
  const ratios: number[] = [];
  // In turns, so that other programs slow both down.
  for (let round = 0; round < rounds; round++) {
    const plainMs = await plain.runMs();
    ratios.push((await widened.runMs()) / plainMs);
  }
  await Promise.all([plain.release(), widened.release()]);
  return ratios.sort((a, b) => a - b)[rounds >> 1]! < worthwhile;
}

async function timed(extra: number) {
  const graph = new Graph();
  const zero = constant(Uint8Array.of(0), []);
  const x = graph.input('x', [1, channels, 'T'], 'uint8').pad([0, 0, 0], [0, extra, 0], graph.constant(zero));
  const inputs = channels + extra;
  const weights = constant(new Int8Array(channels * inputs * taps).fill(1), [channels, inputs, taps]);
  const scales = floats(new Float32Array(channels).fill(1e-4));
  const sums = x.apply('QLinearConv', [1, zero, weights, scales, constant(new Int8Array(channels)), 1, zero], {
    kernel_shape: [taps],
    pads: [1, 1],
  });
  const model = graph.encode({ sums: { value: sums, type: 'uint8' } });
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const input = new Tensor('uint8', new Uint8Array(channels * length).fill(1), [1, channels, length]);
  return {
    runMs: async () => {
      const startedAt = performance.now();
      await session.run({ x: input });
      return performance.now() - startedAt;
    },
    release: () => session.release(),
  };
}
