import assert from 'node:assert/strict';
import { TruePeak } from '../../src/metrics/truePeak.js';
import { Limiter } from '../../src/synthesis/loudness/limiter.js';
import { Random } from '../simulation/random.js';

const rate = 24_000;
const minus1Dbtp = 10 ** (-1 / 20);

/** Something like a loud voice: bursts of a harmonic sound with noise. */
function voice(seconds: number, level: number): Float32Array {
  const random = new Random(7);
  return Float32Array.from({ length: seconds * rate }, (_, i) => {
    const burst = Math.max(0, Math.sin((2 * Math.PI * 3 * i) / rate)) ** 2;
    const tone = [1, 2, 3, 5, 8].reduce((sum, n) => sum + Math.sin((2 * Math.PI * 140 * n * i) / rate + n) / n, 0);
    return level * burst * (0.5 * tone + 0.1 * random.between(-1, 1));
  });
}

function limited(samples: Float32Array, sizes: readonly number[]): Float32Array {
  const limiter = new Limiter(rate);
  const parts: Float32Array[] = [];
  for (let at = 0, i = 0; at < samples.length; i++) {
    const end = Math.min(samples.length, at + sizes[i % sizes.length]!);
    parts.push(limiter.push(samples.slice(at, end), end === samples.length));
    at = end;
  }
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

function truePeakOf(samples: Float32Array): number {
  const peak = new TruePeak();
  return samples.reduce((most, sample) => Math.max(most, peak.next(sample)), 0);
}

describe('the limiter', () => {
  it('leaves alone what is not too loud', () => {
    const quiet = voice(1, 0.4);
    assert.deepEqual(limited(quiet, [3600, 6000]), quiet);
  });

  it('keeps true peaks below −1 dBTP, and every sample in its place', () => {
    const loud = voice(2, 2);
    assert.ok(truePeakOf(loud) > 1.3);
    const out = limited(loud, [3600, 6000, 12_000]);
    assert.equal(out.length, loud.length);
    assert.ok(truePeakOf(out) <= minus1Dbtp, `${truePeakOf(out)}`);
    out.forEach((sample, i) => {
      assert.ok(sample * loud[i]! >= 0 && Math.abs(sample) <= Math.abs(loud[i]!) + 1e-9, `sample ${i}`);
    });
  });

  it('does the same whatever the chunks', () => {
    const loud = voice(1, 2);
    const whole = limited(loud, [loud.length]);
    for (const sizes of [[1], [100], [3600, 6000, 12_000]]) assert.deepEqual(limited(loud, sizes), whole);
  });

  it('holds back no more than a few milliseconds', () => {
    assert.ok(new Limiter(rate).push(voice(0.15, 1), false).length > 0.14 * rate);
  });

  it('turns down gently before a peak, and comes back slowly', () => {
    const tone = Float32Array.from({ length: rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 200 * i) / rate));
    for (let i = 12_000; i < 12_060; i++) tone[i]! *= 3;
    const gains = Array.from(limited(tone, [3600]), (sample, i) =>
      Math.abs(tone[i]!) > 0.1 ? sample / tone[i]! : NaN,
    );
    const steps = gains.slice(1).map((gain, i) => Math.abs(gain - gains[i]!));
    assert.ok(Math.max(...steps.filter((step) => !Number.isNaN(step))) < 0.02, 'no step that clicks');
    assert.ok(gains[12_700]! < 0.9 && gains[23_900]! > 0.99);
  });
});
