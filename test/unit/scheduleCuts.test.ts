import assert from 'node:assert/strict';
import { Cuts } from '../../src/synthesis/schedule/cuts.js';
import type { Boundary, Sentence } from '../../src/text/sentence.js';

/** Words of eight phonemes with the given boundaries after them. */
function sentence(boundaries: readonly Boundary[], phonemes = 'abcdefgh'): Sentence {
  const words = boundaries.map((boundary, i) => ({ start: 9 * i, end: 9 * i + 8, spoken: 'x', phonemes, boundary }));
  return { start: 0, end: 9 * words.length - 1, words, boundary: 'sentence' };
}

describe('places to cut a sentence', () => {
  it('are the ends of words, but not within a number, an identifier or a name', () => {
    const cuts = new Cuts(sentence(['space', 'none', 'none', 'comma', 'sentence']), 510);
    assert.deepEqual(cuts.ends, [1, 4, 5]);
    assert.deepEqual(cuts.endsAfter(1), [4, 5]);
  });

  it('leave nothing behind that is too short to be worth a segment', () => {
    const cuts = new Cuts(sentence(['space', 'space', 'space', 'space', 'sentence'], 'abc'), 510);
    assert.deepEqual(cuts.ends, [5]);
    const longer = new Cuts(sentence(['space', 'space', 'space', 'space', 'space', 'sentence'], 'abc'), 510);
    assert.deepEqual(longer.ends, [3, 6]);
  });

  it('count the spaces between words as phonemes', () => {
    assert.equal(new Cuts(sentence(['space', 'space', 'sentence']), 510).phonemes(0, 3), 26);
  });

  it('keep pieces within what the model takes', () => {
    const cuts = new Cuts(sentence(['space', 'space', 'comma', 'space', 'sentence']), 20);
    assert.deepEqual(cuts.endsAfter(0), [1, 2]);
    assert.deepEqual(cuts.endsAfter(2), [3, 4]);
  });

  it('are found even in a name that the model could not take whole', () => {
    const cuts = new Cuts(sentence(['space', 'none', 'none', 'none', 'sentence']), 20);
    assert.deepEqual(cuts.ends, [1, 2, 3, 4, 5]);
  });

  it('tell why a piece ends', () => {
    const cuts = new Cuts(sentence(['space', 'comma', 'clause', 'sentence']), 510);
    const splits = [1, 2, 3, 4].map((to) => cuts.piece(0, to).split);
    assert.deepEqual(splits, ['words', 'clause', 'clause', 'sentence']);
    assert.deepEqual(cuts.piece(1, 3), {
      sentence: cuts.sentence,
      from: 1,
      to: 3,
      boundary: 'clause',
      split: 'clause',
      phonemes: 17,
    });
  });
});
