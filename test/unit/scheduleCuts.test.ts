import assert from 'node:assert/strict';
import { Cuts } from '../../src/synthesis/schedule/cuts.js';
import type { Boundary, Sentence } from '../../src/text/sentence.js';
import { maxPhonemes } from '../../src/synthesis/limits.js';
import { english, read } from './text/support.js';

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

describe('places to cut real text', () => {
  const text =
    'When the first sound comes late, people stop trusting the tool; when it comes early, they forget that it is there ' +
    'and read on with getUserAccountById in the 1,234,567 files that they have.';

  before(function () {
    this.timeout(60_000); // a busy machine reads the lexicons slowly
    english();
  });

  it('are at clauses, commas and spaces, never within a number or an identifier', () => {
    const { read: sentences } = read(text);
    const cuts = new Cuts(sentences[0]!, maxPhonemes);
    const endings = cuts.ends.map((end) => text.slice(0, cuts.sentence.words[end - 1]!.end));
    const after = (kind: string) =>
      endings.filter((_, index) => cuts.piece(0, cuts.ends[index]!).boundary === kind).map((said) => said.slice(-9));
    assert.deepEqual(after('comma'), ['omes late', 'mes early']);
    assert.deepEqual(after('clause'), [' the tool']);
    for (const name of ['getUserAccountById', '1,234,567']) {
      const from = text.indexOf(name);
      assert.ok(endings.every(({ length }) => length <= from || length >= from + name.length));
      assert.ok(endings.some(({ length }) => length === from + name.length));
    }
  });

  it('are there even in a sentence without any', () => {
    const { read: sentences } = read(`get${'SomethingVeryLong'.repeat(60)}`);
    const cuts = new Cuts(sentences[0]!, maxPhonemes);
    let from = 0;
    for (; from < cuts.length; from = cuts.endsAfter(from).at(-1)!) {
      assert.ok(cuts.phonemes(from, cuts.endsAfter(from).at(-1)!) <= maxPhonemes);
    }
    assert.equal(from, cuts.length);
  });
});
