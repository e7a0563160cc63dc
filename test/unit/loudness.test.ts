import assert from 'node:assert/strict';
import { LoudnessMeter } from '../../src/metrics/loudness.js';
import { SoundMeter } from '../../src/metrics/soundMeter.js';
import { TruePeak } from '../../src/metrics/truePeak.js';

const fromDb = (db: number) => 10 ** (db / 20);
const toDb = (value: number) => 20 * Math.log10(value);

function sine(sampleRate: number, hz: number, seconds: number, db: number, phase = 0): Float32Array {
  const amplitude = fromDb(db);
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    return amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRate + phase);
  });
}

/** Loudness of signals one after the other, given in pieces of odd sizes. */
function lufs(sampleRate: number, ...signals: Float32Array[]): number | null {
  const meter = new LoudnessMeter(sampleRate);
  for (const signal of signals) {
    for (let at = 0; at < signal.length; at += 997) meter.push(signal.subarray(at, at + 997));
  }
  return meter.lufs;
}

function near(value: number | null, expected: number, tolerance = 0.1): void {
  assert.ok(value !== null && Math.abs(value - expected) <= tolerance, `${value} is not near ${expected}`);
}

describe('loudness', () => {
  for (const rate of [22_050, 24_000, 48_000]) {
    it(`of a sine of 997 Hz at full scale in one channel is −3.01 LUFS, as the standard says, at ${rate} Hz`, () => {
      near(lufs(rate, sine(rate, 997, 5, 0)), -3.01, 0.05);
    });

    it(`follows the level of the signal at ${rate} Hz`, () => {
      near(lufs(rate, sine(rate, 1000, 20, -23)), -26.01);
      near(lufs(rate, sine(rate, 1000, 20, -33)), -36.01);
    });
  }

  // EBU Tech 3341, cases 3 to 5, in one channel.
  it('leaves out what is much quieter than the rest', () => {
    const at = (db: number, seconds: number) => sine(48_000, 1000, seconds, db);
    near(lufs(48_000, at(-36, 10), at(-23, 60), at(-36, 10)), -26.01);
    near(lufs(48_000, at(-72, 10), at(-36, 10), at(-23, 60), at(-36, 10), at(-72, 10)), -26.01);
    near(lufs(48_000, at(-26, 20), at(-20, 20.1), at(-26, 20)), -26.01);
  });

  it('is that of the speech, whatever the pauses', () => {
    const speech = sine(24_000, 500, 4, -20);
    const withPauses = lufs(24_000, speech, new Float32Array(48_000), speech, new Float32Array(48_000));
    near(withPauses, lufs(24_000, speech, speech) ?? NaN, 0.3);
  });

  it('is unknown of silence, and of less than a block', () => {
    assert.equal(lufs(24_000, new Float32Array(48_000)), null);
    assert.equal(lufs(24_000, sine(24_000, 1000, 0.3, 0)), null);
  });
});

describe('true peak', () => {
  const peakOf = (samples: Float32Array, least?: number) => {
    const meter = new TruePeak(least);
    return samples.reduce((most, sample) => Math.max(most, meter.next(sample)), 0);
  };

  // EBU Tech 3341, cases 15 to 19: the peaks of these lie between the samples.
  for (const [divisor, phaseDegrees, db] of [
    [4, 0, -6],
    [4, 45, -6],
    [6, 60, -6],
    [8, 67.5, -6],
    [4, 45, 3],
  ] as const) {
    it(`of a sine of a ${divisor}th of the rate at ${phaseDegrees}° and ${db} dB is ${db} dBTP`, () => {
      const tone = sine(48_000, 48_000 / divisor, 0.5, db, (phaseDegrees * Math.PI) / 180);
      const meter = new TruePeak();
      const peaks = Array.from(tone, (sample) => meter.next(sample));
      // Its beginning out of nothing is no sine.
      const peakDb = toDb(Math.max(...peaks.slice(100)));
      assert.ok(peakDb <= db + 0.2 && peakDb >= db - 0.4, `${peakDb}`);
    });
  }

  it('is found where only high peaks count', () => {
    const tone = sine(48_000, 12_000, 0.1, -0.5, Math.PI / 4);
    assert.equal(peakOf(tone, 0.5), peakOf(tone));
    assert.equal(peakOf(sine(48_000, 1000, 0.1, -12), 0.5), 0);
  });

  it('of a whole reading is that of its loudest moment, wherever it comes', async () => {
    const levels = [-20, -3, -12, -1, -30];
    const meter = new SoundMeter(24_000);
    for (const db of levels) meter.push(sine(24_000, 6_000, 0.3, db, Math.PI / 4));
    const loudest = peakOf(sine(24_000, 6_000, 0.3, Math.max(...levels), Math.PI / 4));
    const { truePeakDbtp } = await meter.figures();
    assert.ok(Math.abs(truePeakDbtp! - toDb(loudest)) < 0.01, `${truePeakDbtp}`);
  });
});
