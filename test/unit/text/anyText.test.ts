import { strict as assert } from 'node:assert';
import type { TextForm } from '../../../src/text/forms.js';
import { sentences } from '../../../src/text/sentences.js';
import { checkInvariants } from './invariants.js';
import { mutated, randomText, seededRandom } from './randomText.js';
import { english, read, type Reading } from './support.js';

before(function () {
  this.timeout(60_000); // a busy machine reads the lexicons slowly
  english();
});

describe('any text', () => {
  const forms: readonly (TextForm | undefined)[] = [undefined, 'comment', 'markdown', 'code'];
  for (const form of forms) {
    it(`becomes words with ascending offsets, in segments that the model takes: ${form ?? 'prose'}`, function () {
      this.timeout(120_000);
      const random = seededRandom(20);
      for (let round = 0; round < 250; round++) {
        const text = mutated(randomText(random), random);
        const options: Reading = form ? { form, symbols: random() < 0.5 ? 'all' : 'some' } : {};
        try {
          checkInvariants(text, options);
        } catch (error) {
          throw new Error(`in ${JSON.stringify(text)}`, { cause: error });
        }
      }
    });
  }

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

  it('may have a lead, which stands for its first character', () => {
    const [lead, first] = sentences([{ text: '// Adds.', start: 40, lead: 'addAll', form: 'comment' }], english());
    assert.deepEqual(
      lead?.words.map(({ start, end, spoken }) => ({ start, end, spoken })),
      [
        { start: 40, end: 41, spoken: 'add' },
        { start: 40, end: 41, spoken: 'all' },
      ],
    );
    assert.deepEqual([first?.start, first?.end], [43, 48]);
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

  it('skips nothing that it speaks, whatever is skipped around it', () => {
    const text = 'One sign says これは, another one テスト. 二つ。三つ。 Good.';
    const { skipped } = read(text);
    assert.deepEqual(
      skipped.map(({ start, end }) => text.slice(start, end)),
      ['これは', 'テスト', '二つ。三つ'],
    );
  });

  it('says why a passage is skipped', () => {
    const { skipped } = read('Say これはテスト now. 中文也一样 and Привет, мир!');
    assert.deepEqual(
      skipped.map(({ why }) => why),
      ['Japanese', 'Chinese or Japanese', 'Cyrillic'],
    );
  });
});
