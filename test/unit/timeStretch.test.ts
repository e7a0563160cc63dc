import assert from 'node:assert/strict';
import { loadTimeStretch, type MakeTimeStretch } from '../../src/dsp/timeStretch.js';
import { median, pitchesOf } from '../harness/pitch.js';

const RATE = 24_000;

/** Something like a vowel whose pitch glides between two frequencies. */
function vowel(seconds: number, fromHz: number, toHz: number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    phase += (2 * Math.PI * (fromHz + ((toHz - fromHz) * i) / (seconds * RATE))) / RATE;
    let sample = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic++) sample += Math.sin(harmonic * phase) / harmonic;
    return 0.2 * sample;
  });
}

/** The samples in chunks of changing sizes, at a tempo that may change from one to the next. */
function stretched(make: MakeTimeStretch, samples: Float32Array, tempoAt: (second: number) => number): Float32Array {
  const stretch = make(RATE);
  const parts: Float32Array[] = [];
  for (let at = 0, size = 240; at < samples.length; at += size, size = (size * 7) % 5000) {
    parts.push(stretch.push(samples.subarray(at, at + size), tempoAt(at / RATE)));
  }
  parts.push(stretch.end());
  stretch.dispose();
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

function largestStep(samples: Float32Array): number {
  return samples.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (samples[i - 1] ?? sample))), 0);
}

describe('TimeStretch', () => {
  let make: MakeTimeStretch;

  before(async () => {
    make = await loadTimeStretch();
  });

  for (const tempo of [0.5, 0.8, 1.1, 1.5, 2, 4]) {
    it(`at ${tempo} changes the length and leaves the pitch`, () => {
      const source = vowel(3, 180, 180);
      const result = stretched(make, source, () => tempo);
      const ratio = source.length / result.length;
      assert.ok(Math.abs(ratio / tempo - 1) < 0.02, `${ratio} times as fast`);
      const hz = median(pitchesOf(result, RATE));
      assert.ok(Math.abs(hz / 180 - 1) < 0.02, `${hz} Hz`);
      assert.ok(largestStep(result) <= 1.2 * largestStep(source), 'no clicks');
    });
  }

  it('keeps the melody in its place', () => {
    const result = stretched(make, vowel(4, 120, 240), () => 2);
    const middle = result.subarray(0.9 * RATE, 1.1 * RATE);
    const hz = median(pitchesOf(middle, RATE));
    assert.ok(Math.abs(hz - 180) < 8, `${hz} Hz in the middle`);
  });

  it('changes its tempo on the way, without a seam', () => {
    const source = vowel(4, 150, 150);
    const result = stretched(make, source, (second) => (second < 1 ? 1 : second < 2 ? 2 : second < 3 ? 0.75 : 1));
    const expected = 1 + 1 / 2 + 1 / 0.75 + 1;
    assert.ok(Math.abs(result.length / RATE - expected) < 0.1, `${result.length / RATE} s, not ${expected}`);
    assert.ok(largestStep(result) <= 1.2 * largestStep(source), 'no clicks');
  });

  it('gives back at tempo 1 what it was given', () => {
    const source = vowel(1, 100, 300);
    const result = stretched(make, source, () => 1);
    assert.equal(result.length, source.length);
    source.forEach((sample, i) => {
      assert.ok(Math.abs(sample - result[i]!) < 1e-4);
    });
  });
});
