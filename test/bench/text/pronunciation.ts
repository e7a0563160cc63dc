import type { Finding } from '../../../src/cli/bench/finding.js';
import { spreadOf } from '../../../src/cli/bench/spread.js';
import { coverageOf } from './coverage.js';
import { heldOut } from './packages.js';

/** So many words are few enough to be checked by ear and by hand. */
const words = 200;

/**
 * How much of the comments of strangers is guessed, and a sample of what is said for words that no published lexicon has,
 * for somebody to check. Another seed gives other words.
 */
export async function measurePronunciation(seed: number): Promise<{ findings: Finding[]; notes: string[] }> {
  const coverage = await coverageOf(heldOut);
  const { comments, total, guessedPercent } = coverage;
  const names = heldOut.map(({ name }) => name).join(', ');
  const sample = coverage.unlisted(words, seed).map(({ text, said, by }) => `  ${text} → ${said} (${by})`);
  return {
    findings: [
      { title: 'Words of comments that are guessed', spread: spreadOf([guessedPercent]), unit: '%', atMost: 1 },
    ],
    notes: [
      `${total} words in ${comments} comments of ${names}.`,
      [`${sample.length} of those that no published lexicon has (seed ${seed}):`, ...sample].join('\n'),
    ],
  };
}
