import { strict as assert } from 'node:assert';
import { segmentLimit } from '../../src/synthesis/schedule/segmentLimits.js';

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
