import { bins, hopSamples, windowSamples } from '../../../src/synthesis/kokoro/derivation/harmonics.js';
import { paths, type PublishedWeights } from '../../../src/synthesis/kokoro/derivation/published.js';

const samplesPerPitch = 300;
const sampleRateHz = 24_000;

/** The magnitudes of the harmonic source in double precision: pitch [2L] → [11, 120L + 1]. */
export function exactMagnitudes(pitch: Float32Array, weights: PublishedWeights): Float32Array {
  const wave = reflected(exactWave(pitch, weights), windowSamples / 2);
  const window = weights.floats(`${paths.generator}Constant_17_output_0`).data;
  const columns = Math.floor((wave.length - windowSamples) / hopSamples) + 1;
  const magnitudes = new Float32Array(bins * columns);
  for (let bin = 0; bin < bins; bin++) {
    for (let column = 0; column < columns; column++) {
      let [re, im] = [0, 0];
      for (let n = 0; n < windowSamples; n++) {
        const value = window[n]! * wave[column * hopSamples + n]!;
        const angle = (2 * Math.PI * bin * n) / windowSamples;
        re += value * Math.cos(angle);
        im -= value * Math.sin(angle);
      }
      magnitudes[bin * columns + column] = Math.hypot(re, im);
    }
  }
  return magnitudes;
}

/** Nine harmonics of a phase that is linear between the middles of pitch values, mixed into one wave. */
function exactWave(pitch: Float32Array, weights: PublishedWeights): Float64Array {
  const mix = weights.floats('onnx::MatMul_6993').data;
  const bias = weights.floats('decoder.decoder.generator.m_source.l_linear.bias').data[0]!;
  const cycles = [0];
  for (const hz of pitch) cycles.push(cycles.at(-1)! + (samplesPerPitch * hz) / sampleRateHz);
  cycles.shift();
  return Float64Array.from({ length: samplesPerPitch * pitch.length }, (_, at) => {
    const own = Math.floor(at / samplesPerPitch);
    if (pitch[own]! <= 10) return Math.tanh(bias);
    const offset = (at + 0.5) / samplesPerPitch - 0.5 - own;
    const other = Math.min(Math.max(own + Math.sign(offset), 0), pitch.length - 1);
    const phase = 2 * Math.PI * (cycles[own]! + Math.abs(offset) * (cycles[other]! - cycles[own]!));
    const sum = mix.reduce((total, weight, h) => total + weight * 0.1 * Math.sin((h + 1) * phase), 0);
    return Math.tanh(sum + bias);
  });
}

function reflected(wave: Float64Array, reach: number): Float64Array {
  const before = wave.slice(1, reach + 1).reverse();
  const after = wave.slice(-reach - 1, -1).reverse();
  return Float64Array.from([...before, ...wave, ...after]);
}
