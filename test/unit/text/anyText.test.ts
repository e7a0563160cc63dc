import { strict as assert } from 'node:assert';
import { isSpeakable, maxPhonemes } from '../../../src/text/pronounce/alphabet.js';
import { sentences } from '../../../src/text/sentences.js';
import { splitSentence } from '../../../src/text/splitSentence.js';
import { english, read, seededRandom } from './support.js';

/** What random texts are made of: things that readers stumble over, more often side by side than in real life. */
const ingredients = [
  ...[
    'the',
    'Read',
    'HTTP',
    'getUserById',
    'snake_case',
    "don't",
    'e.g.',
    'Dr.',
    'U.S.',
    'IV',
    'café',
    'λ',
    'xyzzy',
    'URLs',
  ],
  ...[
    '42',
    '3.14',
    '1,234',
    '2024-03-15',
    '1990s',
    '$3.50',
    '5 ms',
    '10%',
    '0x1F',
    '1.2.3',
    '3:05 pm',
    '½',
    '1e-5',
    '٣',
    '①',
  ],
  ...[
    '日本語',
    'です',
    'Привет',
    'مرحبا',
    '한국어',
    'שלום',
    'ไทย',
    '😀',
    '👩‍👩‍👧',
    '\u0000',
    '\u001B[31m',
    '\uFEFF',
    '\u200B',
    '\uD800',
    '\uDC00',
  ],
  ...[
    '.',
    ',',
    '!',
    '?',
    ';',
    ':',
    '—',
    '...',
    '(',
    ')',
    '“',
    '”',
    '"',
    "'",
    '[',
    '}',
    '/',
    '\\',
    '&',
    '@',
    '#',
    '*',
    '=>',
    '<',
    '|',
    '~',
  ],
  ...['\n', '\r\n', '\n\n', '\t', '    ', '\u2028', '\u00A0'],
  'x'.repeat(300),
  '7'.repeat(300),
  'bcdfg'.repeat(20),
];

function randomText(random: () => number): string {
  const length = Math.floor(random() * 60);
  const pick = () => ingredients[Math.floor(random() * ingredients.length)]!;
  return Array.from({ length }, () => pick() + (random() < 0.6 ? ' ' : '')).join('');
}

/** Everything that must hold for the words and segments of a text, whatever the text. */
function check(text: string): void {
  const { read: found, skipped } = read(text);
  const covered = new Uint8Array(text.length);
  let last = 0;
  for (const sentence of found) {
    assert.ok(sentence.start >= last && sentence.end <= text.length && sentence.words.length > 0);
    last = sentence.start;
    for (const word of sentence.words) {
      assert.ok(word.start >= last && word.start < word.end && word.end <= sentence.end, 'offsets of words ascend');
      assert.ok(word.phonemes !== '' && isSpeakable(word.phonemes), `phonemes of ${word.spoken}`);
      last = word.start;
      covered.fill(1, word.start, word.end);
    }
    const segments = splitSentence(sentence, () => ({ characters: 80 }));
    assert.equal(segments.flatMap(({ words }) => words).length, sentence.words.length, 'no word is lost');
    for (const segment of segments) {
      assert.ok(segment.phonemes.length <= maxPhonemes);
      for (const word of segment.words) assert.equal(segment.phonemes.slice(word.from, word.to), word.phonemes);
    }
    last = sentence.end;
  }
  for (const { start, end } of skipped) {
    assert.ok(start >= 0 && start < end && end <= text.length);
    covered.fill(1, start, end);
  }
  for (const { 0: sign, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
    assert.ok(covered[index], `${JSON.stringify(sign)} at ${index} is neither spoken nor skipped`);
  }
}

describe('any text', () => {
  it('becomes words with ascending offsets that cover every letter and digit, in segments that the model takes', function () {
    this.timeout(60_000);
    const random = seededRandom(20);
    for (let round = 0; round < 400; round++) {
      const text = randomText(random);
      try {
        check(text);
      } catch (error) {
        throw new Error(`in ${JSON.stringify(text)}`, { cause: error });
      }
    }
  });

  it('of nothing to say gives nothing', () => {
    for (const text of ['', ' \n\t ', '--- *** ---', '😀', '\u0000\u0007']) assert.deepEqual(read(text).read, []);
  });

  it('has offsets in the source, whatever piece it comes from', () => {
    const pieces = [
      { text: 'One two.', start: 100 },
      { text: 'Three.', start: 500 },
    ];
    const words = [...sentences(pieces, english())].flatMap((sentence) => sentence.words);
    assert.deepEqual(
      words.map(({ start, end, spoken }) => ({ start, end, spoken })),
      [
        { start: 100, end: 103, spoken: 'One' },
        { start: 104, end: 107, spoken: 'two.' },
        { start: 500, end: 505, spoken: 'Three.' },
      ],
    );
  });

  it('is prepared as it is asked for, not ahead', () => {
    const paragraph = 'This is a sentence of a long text. And another one follows it.\n\n';
    const text = paragraph.repeat(16_000);
    let touched = 0;
    // A text that counts how much of it is looked at.
    const watched = new Proxy(Object(text) as object, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...values: unknown[]) => {
          const result: unknown = Reflect.apply(value, text, values);
          if (typeof result === 'string') touched += result.length;
          return result;
        };
      },
    }) as unknown as string;
    const [first] = sentences([{ text: watched, start: 0 }], english());
    assert.equal(first?.words.length, 8);
    assert.ok(touched < 10_000, `${touched} characters were looked at for the first sentence`);
  });

  it('says why a passage is skipped', () => {
    const { skipped } = read('Say これはテスト now. 中文也一样 and Привет, мир!');
    assert.deepEqual(
      skipped.map(({ why }) => why),
      ['Japanese', 'Chinese', 'Cyrillic'],
    );
  });
});
