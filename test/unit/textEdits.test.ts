import assert from 'node:assert/strict';
import { TextEdits } from '../../src/extension/highlight/textEdits.js';
import { Random } from '../simulation/random.js';

const word = { start: 10, end: 15 };

describe('a stretch of text that is edited', () => {
  for (const [what, edits, expected] of [
    ['stays where it is when text after it changes', [[15, 3, 9]], { start: 10, end: 15 }],
    ['moves with what is written before it', [[2, 0, 4]], { start: 14, end: 19 }],
    ['moves with what is written right before it', [[10, 0, 2]], { start: 12, end: 17 }],
    ['moves with what is deleted before it', [[4, 6, 0]], { start: 4, end: 9 }],
    ['is gone when something is written in it', [[12, 0, 1]], undefined],
    ['is gone when its first character is deleted', [[10, 1, 0]], undefined],
    ['is gone when its last character is replaced', [[14, 1, 1]], undefined],
    ['is gone when everything is replaced', [[0, 100, 100]], undefined],
    [
      'follows one edit after the other',
      [
        [0, 0, 5],
        [3, 2, 0],
        [20, 1, 1],
      ],
      { start: 13, end: 18 },
    ],
  ] as const)
    it(what, () => {
      const text = new TextEdits();
      for (const [offset, removed, inserted] of edits) text.add(offset, removed, inserted);
      assert.deepEqual(text.follow(word), expected);
    });

  it('is found where it is in the text, whatever is edited around it', () => {
    const random = new Random(1);
    let lost = 0;
    for (let round = 0; round < 500; round++) {
      let text = `${'.'.repeat(10)}word!${'.'.repeat(10)}`;
      const edits = new TextEdits();
      for (let edit = 0; edit < 5; edit++) {
        const offset = random.whole(0, text.length);
        const removed = random.whole(0, Math.min(4, text.length - offset));
        const inserted = '-'.repeat(random.whole(0, 4));
        edits.add(offset, removed, inserted.length);
        text = text.slice(0, offset) + inserted + text.slice(offset + removed);
      }
      const found = edits.follow(word);
      // What was edited and put right again is not found, though it is there.
      if (found) assert.equal(text.slice(found.start, found.end), 'word!');
      else lost++;
    }
    assert.ok(lost > 50 && lost < 450, `${lost} of 500 were edited`);
  });
});
