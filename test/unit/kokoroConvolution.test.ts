import { deepEqual, equal, ok } from 'node:assert/strict';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Graph } from '../../src/onnx/graph.js';
import { floats } from '../../src/onnx/tensor.js';
import type { Value } from '../../src/onnx/value.js';
import { ActivationScales } from '../../src/synthesis/kokoro/derivation/activationScales.js';
import { ByteConvolutions, type Convolve, convolveFloat } from '../../src/synthesis/kokoro/derivation/convolution.js';
import { bytesSaturate } from '../../src/synthesis/kokoro/derivation/saturation.js';
import { sineSnake, type Snake, tabulatedSnake } from '../../src/synthesis/kokoro/derivation/snake.js';
import { zeroChannels } from '../../src/synthesis/kokoro/derivation/widening.js';

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

const bytes = (weightBits: 7 | 8, widened = false) => new ByteConvolutions({ scales, weightBits, widened });

const compute = (convolve: Convolve, gain: number) => run((x) => convolve(x, { ...site, gain }));

/** What a graph makes of a wave. */
async function run(build: (x: Value) => Value): Promise<Float32Array> {
  const graph = new Graph();
  const model = graph.encode({ y: build(graph.input('x', [1, channels, 'T'])) });
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
      const inBytes = await compute(bytes(bits).convolve, gain);
      const worst = exact.reduce((most, value, i) => Math.max(most, Math.abs(value - inBytes[i]!)), 0);
      ok(worst < 0.4 * gain, `${worst} apart`);
    });
  }

  it('that follows another one looks up what its activation would give', async () => {
    const bits = (await bytesSaturate()) ? 7 : 8;
    const activation = (x: Value) => x.mul(0.3).sin();
    const twice = (between: (x: Value) => Value) => {
      const { convolve } = bytes(bits);
      return run((x) => convolve(between(convolve(x, site)), site, activation));
    };
    const computed = await twice((x) => x.apply('Identity'));
    deepEqual(await twice((x) => x), computed);
    const graph = new Graph();
    const { convolve } = bytes(bits);
    convolve(convolve(graph.input('x', [1, channels, 'T']), site), site, activation);
    const found = graph.allNodes().filter(({ opType }) => opType === 'GatherElements');
    equal(found.length, 1);
    ok(new Set(computed).size > 100, 'there is something to compare');
  });

  it('is the same with channels of zeros, which a wide one gets', async () => {
    const taps = 51;
    const wide = { ...site, dilation: 1, weights: floats(wave(channels ** 2 * taps, 0.7), [channels, channels, taps]) };
    const made = (widened: boolean) => {
      const convolutions = bytes(7, widened);
      return run((x) => convolutions.convolve(x, wide));
    };
    ok(zeroChannels(channels, taps) > 0 && zeroChannels(channels, 3) === 0);
    deepEqual(await made(true), await made(false));
  });

  it('is the same whether its result is added to another or not', async () => {
    const made = (isSummand: boolean) => run((x) => bytes(7).convolve(x, { ...site, gain: 0.5, isSummand }));
    const [alone, added] = [await made(false), await made(true)];
    alone.forEach((value, i) => {
      ok(Math.abs(value - added[i]!) <= 1e-5 + 1e-6 * Math.abs(value), `${value}, ${added[i]}`);
    });
  });
});

describe('activation of the generator by a table', () => {
  it('is that by the sine to a hundredth', async () => {
    const made = ({ gain, offset, of }: Snake) => run((x) => of(x.mul(100).mul(gain).add(offset), channels).div(gain));
    const [sine, table] = [await made(sineSnake), await made(tabulatedSnake)];
    const worst = sine.reduce((most, value, i) => Math.max(most, Math.abs(value - table[i]!)), 0);
    ok(worst < 0.01, `${worst} apart`);
  });
});
