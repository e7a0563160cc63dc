import assert from 'node:assert/strict';
import { pauseAfterMs, SilenceTrim } from '../../src/synthesis/silence.js';
import { Random } from '../simulation/random.js';

const rate = 24_000;
const ms = (value: number): number => (value * rate) / 1000;

const silence = (forMs: number): number[] => new Array<number>(ms(forMs)).fill(0.004);
const sound = (forMs: number): number[] => new Array<number>(ms(forMs)).fill(0.5);

/** What comes out of a trim when samples go in by chunks of the given length. */
function trimmed(samples: readonly number[], chunkMs: number): { out: number[]; dropped: number } {
  const trim = new SilenceTrim(rate);
  const out: number[] = [];
  for (let at = 0; at < samples.length; at += ms(chunkMs)) {
    const chunk = Float32Array.from(samples.slice(at, at + ms(chunkMs)));
    out.push(...trim.push(chunk, Math.max(0, samples.length - at - chunk.length)));
  }
  return { out, dropped: trim.dropped };
}

const segment = [...silence(120), ...sound(300), ...silence(200), ...sound(900), ...silence(500)];

describe('silence of a segment', () => {
  it('is cut to 5 ms before the first sound and a breath after the last, however the samples are chunked', () => {
    for (const chunkMs of [5000, 1000, 250, 150, 50, 7, 1]) {
      const { out, dropped } = trimmed(segment, chunkMs);
      assert.equal(dropped, ms(115), `chunks of ${chunkMs} ms`);
      assert.equal(out.length, ms(5 + 300 + 200 + 900 + 25), `chunks of ${chunkMs} ms`);
      assert.ok(out.findIndex((sample) => Math.abs(sample) > 0.01) === ms(5));
    }
  });

  it('is left alone between sounds', () => {
    const { out } = trimmed(segment, 250);
    const pause = out.slice(ms(305), ms(505));
    assert.ok(pause.every((sample) => sample === Math.fround(0.004)));
  });

  it('is given out at once in the middle, where holding it back would starve playback', () => {
    const trim = new SilenceTrim(rate);
    const chunk = Float32Array.from([...sound(100), ...silence(150)]);
    assert.equal(trim.push(chunk, ms(5000)).length, chunk.length);
  });

  it('is all that a silent segment has: nothing comes out', () => {
    assert.deepEqual(trimmed(silence(700), 100).out, []);
  });

  it('gives way to a fade where a cut is within sound', () => {
    const { out } = trimmed(sound(200), 50);
    assert.equal(out.length, ms(200));
    assert.equal(out[0], 0);
    assert.equal(out.at(-1), 0);
    const steps = out.slice(1).map((sample, index) => Math.abs(sample - out[index]!));
    assert.ok(Math.max(...steps) < 0.01, 'no step is loud enough to click');
  });

  it('does not change the samples that it was given', () => {
    const chunk = Float32Array.from(sound(50));
    new SilenceTrim(rate).push(chunk, 0);
    assert.ok(chunk.every((sample) => sample === 0.5));
  });

  it('loses and invents no sound', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed);
      const parts = Array.from({ length: random.whole(1, 6) }, () => {
        const length = random.whole(1, 100);
        return random.chance(0.5) ? silence(length) : sound(length);
      });
      const samples = parts.flat();
      const { out, dropped } = trimmed(samples, random.whole(1, 400));
      if (out.length === 0) continue;
      const kept = samples.slice(dropped, dropped + out.length);
      const loud = (all: readonly number[]): number => all.filter((sample) => sample === 0.5).length;
      assert.equal(loud(kept), loud(samples), `seed ${seed}`);
      const middle = out.slice(ms(4), -ms(4));
      assert.deepEqual(middle, kept.slice(ms(4), -ms(4)).map(Math.fround), `seed ${seed}`);
    }
  });
});

describe('pauses', () => {
  it('follow the settings and the speed, and are shorter the weaker the cut', () => {
    const pauses = { sentence: 350, paragraph: 700 };
    assert.equal(pauseAfterMs('paragraph', pauses, 2), 350);
    assert.equal(pauseAfterMs('sentence', pauses, 0.5), 700);
    const all = (['paragraph', 'sentence', 'clause', 'comma', 'space'] as const).map((b) => pauseAfterMs(b, pauses, 1));
    assert.deepEqual(
      all,
      all.toSorted((a, b) => b - a),
    );
    assert.equal(pauseAfterMs('none', pauses, 1), 0);
  });
});
