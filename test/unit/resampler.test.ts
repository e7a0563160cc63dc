import assert from 'node:assert/strict';
import { Resampler } from '../../src/dsp/resampler.js';
import { rms } from '../engine/support/engine.js';

const TO = 24_000;

function sine(hz: number, rate: number, seconds = 1): Float32Array {
  return Float32Array.from({ length: seconds * rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate));
}

/** In chunks of changing sizes. */
function resampled(samples: Float32Array, from: number): Float32Array {
  const resampler = new Resampler(from, TO);
  const parts: Float32Array[] = [];
  for (let at = 0, size = 1; at < samples.length; at += size, size = (7 * size) % 5000) {
    parts.push(resampler.push(samples.subarray(at, at + size)));
  }
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

describe('Resampler', () => {
  for (const from of [8_000, 16_000, 22_050, 44_100, 48_000, 11_127]) {
    it(`brings ${from} samples a second to ${TO}, each in its place`, () => {
      const result = resampled(sine(440, from), from);
      assert.ok(result.length <= TO && result.length > TO - 110, `${result.length} samples`);
      const expected = sine(440, TO);
      result.subarray(200).forEach((sample, i) => {
        assert.ok(Math.abs(sample - expected[i + 200]!) < 1e-4, `sample ${i}`);
      });
    });
  }

  it('lets nothing through that the new rate cannot hold', () => {
    assert.ok(rms(resampled(sine(14_000, 48_000), 48_000).subarray(500)) < 1e-4);
    assert.ok(rms(resampled(sine(10_000, 48_000), 48_000).subarray(500)) > 0.35);
  });
});
