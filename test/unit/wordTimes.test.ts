import assert from 'node:assert/strict';
import { wordTimes } from '../../src/synthesis/wordTimes.js';
import type { SpokenWord } from '../../src/text/sentence.js';
import { Random } from '../simulation/random.js';

const word = (start: number, end: number, phonemes: string): SpokenWord => ({
  start,
  end,
  spoken: 'x',
  phonemes,
  boundary: 'space',
});

describe('word times', () => {
  const words = [word(10, 12, 'ab'), word(13, 15, 'c'), word(13, 15, 'd.'), word(20, 25, 'e')];
  // a b _ c _ d . _ e
  const durations = { lead: 15, phonemes: [2, 3, 1, 4, 1, 5, 6, 2, 7], trail: 20 };

  it('start with the first phoneme, after what was cut off, once for words of one source', () => {
    const place = { atMs: 1000, audioMs: 800, droppedMs: 350, frameMs: 25 };
    assert.deepEqual(wordTimes(words, durations, place), [
      { start: 10, end: 12, atMs: 1025 },
      { start: 13, end: 15, atMs: 1175 },
      { start: 20, end: 25, atMs: 1625 },
    ]);
  });

  it('lie within the segment even where more was cut off than silence', () => {
    const place = { atMs: 1000, audioMs: 300, droppedMs: 450, frameMs: 25 };
    assert.deepEqual(
      wordTimes(words, durations, place).map(({ atMs }) => atMs),
      [1000, 1075, 1300],
    );
  });

  it('never fall', () => {
    const random = new Random(7);
    for (let i = 0; i < 200; i++) {
      const some = Array.from({ length: random.whole(1, 20) }, (_, n) =>
        word(9 * n, 9 * n + 5, 'x'.repeat(random.whole(0, 8))),
      );
      const length = some.reduce((sum, { phonemes }) => sum + phonemes.length + 1, -1);
      const phonemes = Array.from({ length }, () => random.whole(0, 5));
      const place = { atMs: 500, audioMs: random.between(0, 3000), droppedMs: random.between(0, 600), frameMs: 25 };
      const times = wordTimes(some, { lead: 14, phonemes, trail: 18 }, place).map(({ atMs }) => atMs);
      assert.equal(times.length, some.length);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      assert.ok(times[0]! >= 500 && times.at(-1)! <= 500 + place.audioMs);
    }
  });
});
