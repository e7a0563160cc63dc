// How the words of comments are pronounced in the packages that may be looked at, to find what to improve.
//   node dist/scripts/textCoverage.js [--guessed N] [--unlisted N] [--seed N]
import { parseArgs } from 'node:util';
import { coverageOf, type CommentWord } from '../test/bench/text/coverage.js';
import { tuning } from '../test/bench/text/packages.js';
import { main } from './support/main.js';

main(async () => {
  const number = { type: 'string', default: '0' } as const;
  const { values } = parseArgs({ options: { guessed: number, unlisted: number, seed: number } });
  const coverage = await coverageOf(tuning);
  const { comments, total, guessedPercent } = coverage;
  console.log(`${comments} comments, ${total} words, ${guessedPercent.toFixed(2)} % guessed`);
  coverage.mostGuessed(Number(values.guessed)).forEach(print);
  coverage.unlisted(Number(values.unlisted), Number(values.seed)).forEach(print);
});

function print({ text, said, by, count }: CommentWord): void {
  console.log([text, said, by, count].join('\t'));
}
