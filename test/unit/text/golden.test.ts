import { strict as assert } from 'node:assert';
import {
  goldenCases,
  goldenLanguages,
  phonemes,
  read,
  spoken,
  type GoldenCase,
  type Reading,
  english,
} from './support.js';

before(function () {
  this.timeout(60_000); // a busy machine reads the lexicons slowly
  english();
});

function check(cases: readonly GoldenCase[], say: (text: string, options: Reading) => string, options: Reading): void {
  for (const { source, expected } of cases) {
    it(source, () => {
      assert.equal(say(source, options), expected);
    });
  }
}

describe('what is said of prose', () => {
  check(goldenCases('prose.txt'), spoken, {});
});

for (const form of ['comment', 'code'] as const) {
  const folder = form === 'comment' ? 'comments' : 'code';
  for (const languageId of goldenLanguages(folder)) {
    describe(`what is said of ${form} in ${languageId}`, () => {
      check(goldenCases(`${folder}/${languageId}.txt`), spoken, { form, languageId });
    });
  }
}

describe('what is said of Markdown', () => {
  check(goldenCases('markdown.txt'), spoken, { form: 'markdown', languageId: 'markdown' });
});

describe('how words sound that are said in two ways', () => {
  for (const { source, expected } of goldenCases('homographs.txt')) {
    it(source, () => {
      const start = source.indexOf('[');
      const text = source.replace(/[[\]]/gu, '');
      const word = read(text)
        .read.flatMap(({ words }) => words)
        .find((candidate) => candidate.start === start);
      assert.equal(word?.phonemes.replace(/\p{P}$/u, ''), expected);
    });
  }
});

for (const accent of ['us', 'gb'] as const) {
  describe(`how it sounds, ${accent}`, () => {
    check(goldenCases(`phonemes.${accent}.txt`), phonemes, { accent });
  });
}
