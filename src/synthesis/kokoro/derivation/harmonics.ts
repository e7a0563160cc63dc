import { constant, floats } from '../../../onnx/tensor.js';
import type { Value } from '../../../onnx/value.js';
import { type PublishedWeights, paths } from './published.js';
import { frameSamples, sampleRateHz } from '../format.js';

/** Pitch comes twice a frame. */
const samplesPerPitch = frameSamples / 2;
const harmonicsCount = 9;
const voicedAboveHz = 10;
/** Loudness of the sines before they are mixed. */
const sineLevel = 0.1;
/** Window of the short-time Fourier transform, in samples, and the step between windows. */
export const windowSamples = 20;
export const hopSamples = 5;
/** Bins of the transform of a window. */
export const bins = windowSamples / 2 + 1;

/**
 * The harmonic source: pitch [1, 2L] → magnitude and phase [1, 22, 120L + 1].
 *
 * Only the fundamental's phase is tracked, in cycles and wrapped. It is summed in double precision: in float32 it would
 * be off by more and more over a long utterance, and its ninth harmonic nine times as much. The nine harmonics are sines of its multiples, summed by Clenshaw's recurrence from one sine and one cosine.
 */
export function buildHarmonics(pitch: Value, weights: PublishedWeights): Value {
  const hz = pitch.reshape(-1, 1);
  const voiced = hz.greater(voicedAboveHz).cast('float32');
  const theta = fundamentalPhase(hz);
  const mixed = harmonicSum(theta, weights.floats('onnx::MatMul_6993').data);
  const bias = weights.floats('decoder.decoder.generator.m_source.l_linear.bias').data[0]!;
  const wave = mixed.mul(voiced).add(bias).tanh().reshape(1, 1, -1);
  return transform(wave, weights);
}

const double = (value: number) => constant(Float64Array.of(value), []);

/** [2L, 300]: the phase at every sample in radians, linear between the middles of pitch values. */
function fundamentalPhase(hz: Value): Value {
  // Cycles a sample, of which whole ones do not matter: the nearest to zero keeps the sum small.
  const step = hz.cast('float64').div(double(sampleRateHz));
  const signed = step.sub(step.round());
  const summed = signed.cumulativeSum(0).mul(double(samplesPerPitch));
  const wrapped = summed.sub(summed.floor()).cast('float32');
  const others = signed.cast('float32').slice(0, 1);
  const next = others.pad([0, 0], [1, 0]);
  const own = others.pad([1, 0], [0, 0]);
  // Offset of each sample from the middle of its pitch value, in samples: before it the own step counts, after it the next.
  const offset = Array.from({ length: samplesPerPitch }, (_, i) => i + 0.5 - samplesPerPitch / 2);
  const row = (values: number[]) => floats(values, [1, samplesPerPitch]);
  const cycles = own
    .mul(row(offset.map((value) => Math.min(value, 0))))
    .add(next.mul(row(offset.map((value) => Math.max(value, 0)))))
    .add(wrapped);
  return cycles.mul(2 * Math.PI);
}

/** Σ weight[h] × level × sin((h + 1) θ). */
function harmonicSum(theta: Value, weights: Float32Array): Value {
  const twiceCos = theta.cos().mul(2);
  const weight = (h: number) => weights[h]! * sineLevel;
  let previous = theta.graph.scalar(weight(harmonicsCount - 1));
  let current = twiceCos.mul(previous).add(weight(harmonicsCount - 2));
  for (let h = harmonicsCount - 3; h >= 0; h--) {
    [previous, current] = [current, twiceCos.mul(current).sub(previous).add(weight(h))];
  }
  return current.mul(theta.sin());
}

/** Short-time Fourier transform as one strided convolution, then magnitude and phase. */
function transform(wave: Value, weights: PublishedWeights): Value {
  const window = weights.floats(`${paths.generator}Constant_17_output_0`).data;
  const angle = (bin: number, n: number) => (2 * Math.PI * bin * n) / windowSamples;
  const isReal = (bin: number) => bin === 0 || bin === bins - 1;
  const real = Array.from({ length: bins }, (_, bin) => Array.from(window, (w, n) => w * Math.cos(angle(bin, n))));
  const imaginary = Array.from({ length: bins }, (_, bin) =>
    Array.from(window, (w, n) => (isReal(bin) ? 0 : -w * Math.sin(angle(bin, n)))),
  );
  // Bins without an imaginary part get the sign that the published transform gives its zero: it decides between π and -π.
  const sign = new Float32Array(2 * bins);
  sign[bins] = 1e-20;
  sign[2 * bins - 1] = -1e-20;
  const reach = windowSamples / 2;
  const kernel = floats([...real, ...imaginary].flat(), [2 * bins, 1, windowSamples]);
  const spectrum = wave
    .pad([0, 0, reach], [0, 0, reach], 'reflect')
    .conv(kernel, { bias: floats(sign), stride: hopSamples });
  const [re, im] = spectrum.split(1, [bins, bins]) as [Value, Value];
  const magnitude = re.square().add(im.square()).sqrt();
  const angleFromAxis = im.div(re).atan();
  const turned = angleFromAxis.add(Math.PI).where(im.greater(0), angleFromAxis.sub(Math.PI));
  return magnitude.concat(1, turned.where(re.less(0), angleFromAxis));
}
