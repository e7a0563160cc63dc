import { strict as assert } from 'node:assert';
import { maxPhonemes } from '../../../src/synthesis/limits.js';
import { isSpeakable } from '../../../src/text/pronounce/alphabet.js';
import { Cuts } from '../../../src/synthesis/schedule/cuts.js';
import { read, type Reading } from './support.js';

/** Everything that must hold for the words and segments of a text, whatever the text. */
export function checkInvariants(text: string, options: Reading = {}): void {
  const { read: found, skipped } = read(text, options);
  const covered = new Uint8Array(text.length);
  let last = 0;
  for (const sentence of found) {
    assert.ok(sentence.words.length > 0, 'a sentence has words');
    assert.ok(sentence.start >= last && sentence.end <= text.length, 'sentences ascend and lie in the source');
    last = sentence.start;
    for (const word of sentence.words) {
      assert.ok(word.start >= last && word.start < word.end && word.end <= text.length, 'words ascend');
      assert.ok(word.phonemes !== '' && isSpeakable(word.phonemes), `phonemes of ${word.spoken}`);
      last = word.start;
      covered.fill(1, word.start, word.end);
    }
    const cuts = new Cuts(sentence, maxPhonemes);
    for (let from = 0; from < cuts.length;) {
      const to = cuts.endsAfter(from).at(-1)!;
      assert.ok(to > from, 'no word is lost');
      assert.ok(cuts.phonemes(from, to) <= maxPhonemes, 'a segment fits the model');
      from = to;
    }
  }
  for (const { start, end } of skipped) {
    assert.ok(start >= 0 && start < end && end <= text.length, 'skipped passages lie in the source');
    covered.fill(1, start, end);
  }
  if (options.form !== undefined && options.form !== 'prose') return; // markup may be left out silently
  for (const { 0: sign, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
    assert.ok(covered[index], `${JSON.stringify(sign)} at ${index} is neither spoken nor skipped`);
  }
}
