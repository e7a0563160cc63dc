import assert from 'node:assert/strict';
import { EstimatedWords, unitsOf } from '../../../src/synthesis/remote/estimatedWords.js';
import { SpeakingPace } from '../../../src/synthesis/remote/speakingPace.js';
import type { SpokenWord } from '../../../src/text/sentence.js';

const word = (start: number, phonemes: string): SpokenWord => ({
  ...{ start, end: start + 3, spoken: 'x', phonemes },
  boundary: 'space',
});
const words = [word(0, 'abc'), word(4, 'd'), word(4, 'ef'), word(8, 'ghij')];
const atMs = (times: readonly { readonly atMs: number }[]) => times.map((time) => time.atMs);

describe('estimated words', () => {
  it('are in proportion to their phonemes, and told when their sound is there', () => {
    assert.equal(unitsOf(words), 13);
    const times = new EstimatedWords(words, { atMs: 1000, unitMs: 100 });
    assert.deepEqual(atMs(times.until(1400)), [1000]);
    assert.deepEqual(atMs(times.until(1400)), []);
    assert.deepEqual(atMs(times.until(1900)), [1400]);
    assert.deepEqual(atMs(times.until(5000)), [1900]);
    assert.deepEqual(times.atEnd(5000), []);
  });

  it('lie within a sentence that ends sooner, in their order', () => {
    const times = new EstimatedWords(words, { atMs: 1000, unitMs: 100 });
    times.until(1300);
    assert.deepEqual(atMs(times.atEnd(1300)), [1100, 1200]);
  });

  it('follow the pace that was heard', () => {
    const pace = new SpeakingPace();
    const usual = pace.unitMs(1);
    assert.equal(pace.unitMs(2), usual / 2);
    for (let i = 0; i < 50; i++) pace.heard(40, 40 * 50, 2); // 100 ms at speed 1
    assert.ok(Math.abs(pace.unitMs(1) - 100) < 1);
  });
});
