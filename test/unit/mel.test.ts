import { equal, ok } from 'node:assert/strict';
import { melDistance, melSpectrogram } from '../../src/metrics/mel.js';
import { alignedMelDistance } from '../bench/quality/alignedDistance.js';

const rateHz = 24_000;
const tone = (hz: number, level = 0.5) =>
  Float32Array.from({ length: rateHz / 2 }, (_, n) => level * Math.sin((2 * Math.PI * hz * n) / rateHz));
const distance = (a: Float32Array, b: Float32Array) =>
  melDistance(melSpectrogram(a, rateHz), melSpectrogram(b, rateHz));

describe('mel distance', () => {
  it('is nothing between a sound and itself', () => {
    equal(distance(tone(440), tone(440)), 0);
  });

  it('does not hear phase', () => {
    const inverted = tone(440).map((sample) => -sample);
    ok(distance(tone(440), inverted) < 1e-6);
  });

  it('hears loudness in dB, and another pitch more than a little loudness', () => {
    const quieter = distance(tone(440), tone(440, 0.25));
    ok(quieter > 0.5 && quieter < 6.1, `${quieter}`);
    ok(distance(tone(440), tone(880)) > quieter);
  });

  it('hears silence as far away', () => {
    const silence = new Float32Array(rateHz / 2);
    ok(distance(tone(440), silence) > 2 * distance(tone(440), tone(440, 0.25)));
  });
});

describe('mel distance of sounds that differ in pace', () => {
  const aligned = (a: Float32Array, b: Float32Array) =>
    alignedMelDistance(melSpectrogram(a, rateHz), melSpectrogram(b, rateHz));
  const after = (...parts: readonly Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));
  const melody = after(tone(440), tone(880));

  it('is nothing between a sound and itself', () => {
    equal(aligned(melody, melody), 0);
  });

  it('does not mind slower tones and pauses where the plain distance does', () => {
    const slower = after(tone(440), tone(440), new Float32Array(rateHz / 4), tone(880));
    const ofAnother = aligned(melody, after(tone(440), tone(660)));
    ok(aligned(melody, slower) < ofAnother / 4, `${aligned(melody, slower)} against ${ofAnother}`);
    ok(distance(melody, slower) > ofAnother / 2);
  });

  it('minds the order', () => {
    ok(aligned(melody, after(tone(880), tone(440))) > 4 * aligned(melody, after(tone(440), tone(440), tone(880))));
  });
});
