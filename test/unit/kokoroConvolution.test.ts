import { ok } from 'node:assert/strict';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Graph } from '../../src/onnx/graph.js';
import { floats } from '../../src/onnx/tensor.js';
import { ActivationScales } from '../../src/synthesis/kokoro/derivation/activationScales.js';
import { ByteConvolutions, type Convolve, convolveFloat } from '../../src/synthesis/kokoro/derivation/convolution.js';
import { bytesSaturate } from '../../src/synthesis/kokoro/derivation/saturation.js';

const channels = 32;
const length = 50;
const wave = (size: number, step: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i * step));
/** The centre of the first outputs lies far beyond what their bytes reach. */
const bias = Float32Array.from({ length: channels }, (_, o) => (o < 4 ? 1000 : o / 10));

const site = {
  name: 'site',
  weights: floats(wave(channels * channels * 3, 0.7), [channels, channels, 3]),
  bias,
  dilation: 3,
};
const scales = new ActivationScales(
  new Map([
    [
      'site',
      {
        input: new Float32Array(channels).fill(1 / 127),
        output: new Float32Array(channels).fill(20 / 127),
        centre: bias,
      },
    ],
  ]),
);

async function compute(convolve: Convolve, gain: number): Promise<Float32Array> {
  const graph = new Graph();
  const model = graph.encode({ y: convolve(graph.input('x', [1, channels, 'T']), { ...site, gain }) });
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const made = await session.run({ x: new Tensor('float32', wave(channels * length, 0.3), [1, channels, length]) });
  await session.release();
  return made.y!.data as Float32Array;
}

describe('convolution in bytes', () => {
  for (const gain of [1, Math.SQRT1_2]) {
    it(`is the one in floats but for its steps, with a gain of ${gain.toFixed(1)}`, async () => {
      const bits = (await bytesSaturate()) ? 7 : 8;
      const exact = await compute(convolveFloat, gain);
      const bytes = await compute(new ByteConvolutions(scales, bits).convolve, gain);
      const worst = exact.reduce((most, value, i) => Math.max(most, Math.abs(value - bytes[i]!)), 0);
      ok(worst < 0.4 * gain, `${worst} apart`);
    });
  }
});
