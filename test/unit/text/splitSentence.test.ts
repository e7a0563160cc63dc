import { strict as assert } from 'node:assert';
import { maxPhonemes } from '../../../src/text/pronounce/alphabet.js';
import type { SegmentLimit } from '../../../src/text/splitSentence.js';
import { splitSentence } from '../../../src/text/splitSentence.js';
import { segmentLimit } from '../../../src/text/segmentLimits.js';
import { english, read } from './support.js';

before(function () {
  this.timeout(60_000); // a busy machine reads the lexicons slowly
  english();
});

const text =
  'When the first sound comes late, people stop trusting the tool; when it comes early, they forget that it is there ' +
  'and read on with getUserAccountById in the 1,234,567 files that they have.';

function pieces(source: string, limitOf: (index: number) => SegmentLimit): string[] {
  return read(source).read.flatMap((sentence) =>
    splitSentence(sentence, limitOf).map(({ start, end }) => source.slice(start, end)),
  );
}

describe('splitting a sentence', () => {
  it('leaves it whole where it fits', () => {
    assert.equal(pieces(text, () => ({ characters: Infinity })).length, 1);
  });

  it('cuts at clauses, then commas, then spaces', () => {
    assert.deepEqual(
      pieces(text, () => ({ characters: 120 }))[0],
      'When the first sound comes late, people stop trusting the tool',
    );
    assert.deepEqual(pieces(text, () => ({ characters: 50 }))[0], 'When the first sound comes late');
    assert.deepEqual(pieces(text, () => ({ characters: 20 }))[0], 'When the first sound');
  });

  it('never cuts a number or an identifier', () => {
    for (let characters = 1; characters < 60; characters++) {
      const cut = pieces(text, () => ({ characters }));
      assert.ok(cut.some((piece) => piece.includes('getUserAccountById')));
      assert.ok(cut.some((piece) => piece.includes('1,234,567')));
    }
  });

  it('rounds a first segment up to a word', () => {
    assert.equal(
      pieces(text, (index) => ({ characters: index === 0 ? 15 : 150, roundUp: index === 0 }))[0],
      'When the first sound',
    );
  });

  it('obeys the model even in a sentence without any place to cut', () => {
    const [sentence] = read(`get${'SomethingVeryLong'.repeat(60)}`).read;
    const segments = splitSentence(sentence!, () => ({ characters: Infinity }));
    assert.ok(segments.length > 1);
    for (const { phonemes } of segments) assert.ok(phonemes.length <= maxPhonemes);
  });

  it('tells why each segment ends', () => {
    const [sentence] = read(text).read;
    const kinds = splitSentence(sentence!, () => ({ characters: 70 })).map(({ split }) => split);
    assert.deepEqual(kinds, ['clause', 'words', 'sentence']);
  });
});

describe('limits of segments', () => {
  const sentenceLength = 120;

  it('are a few words first, for a long reading', () => {
    assert.deepEqual(segmentLimit({ index: 0, readingLength: 250, sentenceLength }), { characters: 15, roundUp: true });
    assert.deepEqual(segmentLimit({ index: 0, readingLength: 5000, sentenceLength }), {
      characters: 50,
      roundUp: true,
    });
    assert.deepEqual(segmentLimit({ index: 0, readingLength: 120, sentenceLength }), { characters: 20, roundUp: true });
  });

  it('leave short sentences and short readings whole', () => {
    assert.equal(segmentLimit({ index: 0, readingLength: 5000, sentenceLength: 40 }).roundUp, undefined);
    assert.equal(segmentLimit({ index: 0, readingLength: 90, sentenceLength: 90 }).characters, Infinity);
  });

  it('are 150 characters later on in a reading over 300', () => {
    assert.equal(segmentLimit({ index: 3, readingLength: 301, sentenceLength }).characters, 150);
    assert.equal(segmentLimit({ index: 3, readingLength: 300, sentenceLength }).characters, Infinity);
  });
});
