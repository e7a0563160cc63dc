// Reads random and mutated texts: no throw, no hang, offsets in order.  node dist/scripts/fuzzText.js [ROUNDS]
import { parseArgs } from 'node:util';
import { checkInvariants } from '../test/unit/text/invariants.js';
import { mutated, randomText, seededRandom } from '../test/unit/text/randomText.js';
import { read } from '../test/unit/text/support.js';

const forms = ['prose', 'comment', 'markdown', 'code'] as const;

/** Time grows with length: a text twice as long may take this much longer, noise included. */
const mostGrowth = 2.5;
/** It is looked at over three doublings, as the garbage collector has steps of its own. */
const unitLength = 8000;
const doublings = 3;

function main() {
  const rounds = Number(parseArgs({ allowPositionals: true }).positionals[0] ?? 100_000);
  const random = seededRandom(1);
  let worst = { ms: 0, form: '', text: '' };
  let failures = 0;
  for (let round = 0; round < rounds; round++) {
    const form = forms[round % forms.length]!;
    const text = mutated(randomText(random), random);
    const start = performance.now();
    try {
      checkInvariants(text, { form, symbols: random() < 0.3 ? 'all' : 'some' });
    } catch (error) {
      failures++;
      console.error(`${form} ${JSON.stringify(text)}\n`, error);
    }
    const ms = performance.now() - start;
    if (ms > worst.ms) worst = { ms, form, text };
  }
  console.log(
    `${rounds} texts, ${failures} failures; slowest ${worst.ms.toFixed(0)} ms (${worst.form}, ${worst.text.length} characters)`,
  );
  growth(random);
  if (failures > 0) process.exitCode = 1;
}

/** How much longer twice the text takes on average, for repetitions of each of many random pieces. */
function growth(random: () => number) {
  let worst = { ratio: 0, form: '', piece: '' };
  for (let round = 0; round < 200; round++) {
    const form = forms[round % forms.length]!;
    const piece = randomText(random, 6);
    if (piece === '') continue;
    const unit = piece.repeat(Math.ceil(unitLength / piece.length));
    const ratio =
      (bestMs(unit.repeat(2 ** doublings), form, 2) / Math.max(bestMs(unit, form, 4), 1)) ** (1 / doublings);
    if (ratio > worst.ratio) worst = { ratio, form, piece };
  }
  console.log(
    `twice the text takes at most ${worst.ratio.toFixed(1)} times as long (${worst.form}, ${JSON.stringify(worst.piece)})`,
  );
  if (worst.ratio > mostGrowth) process.exitCode = 1;
}

function bestMs(text: string, form: (typeof forms)[number], times: number): number {
  return Math.min(...Array.from({ length: times }, () => timed(text, form)));
}

function timed(text: string, form: (typeof forms)[number]): number {
  const startedAt = performance.now();
  read(text, { form });
  return performance.now() - startedAt;
}

main();
