import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ArrivingText } from '../../../src/cli/arrivingText.js';
import { arrivingText } from '../../../src/cli/standardInput.js';
import type { TextPiece } from '../../../src/protocol/reading.js';

const story =
  'It rained on Monday, as Dr. Smith had said it would. “Why?” she asked.\n\n' +
  'A heading\n\n- one thing\n- another, e.g. this one\n\nThe end';

/** Whatever is not in between is white space. */
function assertWhole(pieces: readonly TextPiece[], text: string): void {
  let end = 0;
  for (const piece of pieces) {
    assert.equal(text.slice(end, piece.start).trim(), '');
    assert.equal(text.slice(piece.start, piece.start + piece.text.length), piece.text);
    end = piece.start + piece.text.length;
  }
  assert.equal(text.slice(end).trim(), '');
}

describe('text that arrives', () => {
  it('is given out by whole sentences, however it is cut on its way', () => {
    for (let size = 1; size < story.length; size++) {
      const text = new ArrivingText();
      const pieces: TextPiece[] = [];
      for (let at = 0; at < story.length; at += size) {
        const piece = text.push(story.slice(at, at + size));
        if (piece) pieces.push(piece);
      }
      pieces.push(text.end()!);
      assertWhole(pieces, story);
      for (const { text: each, ends } of pieces) {
        assert.match(each, /[.”?]$|heading|thing|one$|end$/);
        assert.notEqual(ends, 'clause');
      }
    }
  });

  it('ends a paragraph where there is a blank line, else a sentence', () => {
    const text = new ArrivingText();
    assert.deepEqual(text.push('One. Two. Th'), { text: 'One. Two.', start: 0, ends: 'sentence' });
    assert.deepEqual(text.push('ree.\n\n'), { text: ' Three.', start: 9, ends: 'paragraph' });
    assert.equal(text.end(), undefined);
  });

  it('has a first clause only behind some words', () => {
    const text = new ArrivingText();
    assert.equal(text.push('Well, '), undefined);
    assert.equal(text.clause(), undefined);
    text.push('this is what I would say, if I');
    assert.deepEqual(text.clause(), { text: 'Well, this is what I would say,', start: 0, ends: 'clause' });
    assert.equal(text.clause(), undefined);
  });
});

describe('standard input', () => {
  /** Bytes that come when they are told to. */
  async function* bytes(...parts: readonly (string | Uint8Array | number)[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) {
      if (typeof part === 'number') await sleep(part);
      else yield typeof part === 'string' ? Buffer.from(part) : part;
    }
  }
  const textsOf = async (stream: AsyncIterable<Uint8Array>) => {
    const texts: string[] = [];
    for await (const { text } of arrivingText(stream)) texts.push(text);
    return texts;
  };

  it('is given out at once where all of it is there', async () => {
    assert.deepEqual(await textsOf(bytes('One, two and three. Four.')), ['One, two and three.', ' Four.']);
  });

  it('begins with a clause where the sentence is slow, and goes on by sentences', async () => {
    const slow = bytes('When the tide came in, the', 400, ' boats rose, all', 400, ' of them. Then');
    assert.deepEqual(await textsOf(slow), ['When the tide came in,', ' the boats rose, all of them.', ' Then']);
  });

  it('puts characters together that were cut', async () => {
    const naïve = Buffer.from('A naïve idea.');
    assert.deepEqual(await textsOf(bytes(naïve.subarray(0, 5), naïve.subarray(5))), ['A naïve idea.']);
    const wide = Buffer.from('\ufeffWide.', 'utf16le');
    assert.deepEqual(await textsOf(bytes(wide.subarray(0, 5), wide.subarray(5))), ['Wide.']);
  });

  for (const [what, ...parts] of [
    ['bytes that are no text', 'Fine. And ', Uint8Array.of(0xc3, 0x28)],
    ['a character that is not complete', 'Fine. And ', Uint8Array.of(0xc3)],
    ['zeros', Uint8Array.of(65, 0, 66)],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(textsOf(bytes(...parts)), { name: 'AloudError', code: 'not-text' });
    });
  }
});
