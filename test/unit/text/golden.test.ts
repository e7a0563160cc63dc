import { strict as assert } from 'node:assert';
import { goldenCases, goldenLanguages, phonemes, spoken, type GoldenCase, type Reading } from './support.js';

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

for (const accent of ['us', 'gb'] as const) {
  describe(`how it sounds, ${accent}`, () => {
    check(goldenCases(`phonemes.${accent}.txt`), phonemes, { accent });
  });
}
