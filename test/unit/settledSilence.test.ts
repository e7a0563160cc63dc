import assert from 'node:assert/strict';
import { SettledSilence } from '../../src/synthesis/settledSilence.js';

const frameSamples = 600;
const frames = (count: number, level: number): Float32Array => new Float32Array(count * frameSamples).fill(level);
const sound = (count: number): Float32Array => frames(count, 0.3);
const silence = (count: number): Float32Array => frames(count, 0.004);

/** Six phonemes of ten frames; the last three and the trail are 30 + 5 frames. */
function utterance(modelSpeed = 1): SettledSilence {
  const durations = { lead: 5, phonemes: [10, 10, 10, 10, 10, 10], trail: 5 };
  return new SettledSilence(durations, frameSamples, modelSpeed);
}

describe('an utterance has been heard to its end', () => {
  it('when nothing is left of it', () => {
    assert.equal(utterance().push(sound(70), 0), true);
  });

  it('when five frames of the last phonemes were silent', () => {
    const end = utterance();
    assert.equal(end.push(sound(45), 25), false);
    assert.equal(end.push(silence(4), 21), false);
    assert.equal(end.push(silence(1), 20), true);
  });

  it('not where a plosive is closed, however its silence is chunked', () => {
    const end = utterance();
    end.push(sound(45), 25);
    assert.equal(end.push(silence(4), 21), false);
    assert.equal(end.push(sound(1), 20), false, 'it opens: what was silent before is no more the end');
    assert.equal(end.push(silence(4), 16), false);
    assert.equal(end.push(silence(1), 15), true);
  });

  it('not in a pause before the last three phonemes', () => {
    const end = utterance();
    end.push(sound(20), 50);
    assert.equal(end.push(silence(14), 36), false);
    assert.equal(end.push(silence(1), 35), true);
  });

  it('not before its first sound', () => {
    assert.equal(utterance().push(silence(60), 10), false);
  });

  it('later when it is spoken slowly, as closures last longer', () => {
    const end = utterance(0.5);
    end.push(sound(40), 30);
    assert.equal(end.push(silence(9), 21), false);
    assert.equal(end.push(silence(1), 20), true);
  });

  it('not when the last frame is only partly silent', () => {
    const end = utterance();
    end.push(sound(40), 30);
    const almost = silence(6);
    almost[2 * frameSamples] = 0.3;
    assert.equal(end.push(almost, 24), false);
  });
});
