import { strict as assert } from 'node:assert';
import { goldenCases, phonemes, spoken } from './support.js';

describe('what is said', () => {
  for (const { source, expected } of goldenCases('prose.txt')) {
    it(source, () => {
      assert.equal(spoken(source), expected);
    });
  }
});

for (const accent of ['us', 'gb'] as const) {
  describe(`how it sounds, ${accent}`, () => {
    for (const { source, expected } of goldenCases(`phonemes.${accent}.txt`)) {
      it(source, () => {
        assert.equal(phonemes(source, accent), expected);
      });
    }
  });
}
