// Reads random and mutated texts: no throw, no hang, offsets in order.  node dist/scripts/fuzzText.js [ROUNDS]
import { parseArgs } from 'node:util';
import { checkInvariants } from '../test/unit/text/invariants.js';
import { mutated, randomText, seededRandom } from '../test/unit/text/randomText.js';
import { read } from '../test/unit/text/support.js';

const forms = ['prose', 'comment', 'markdown', 'code'] as const;

/** Time grows with length: a text twice as long may take this much longer, noise included. */
const mostGrowth = 4;

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

/** How much longer twice the text takes, for repetitions of each of many random pieces. */
function growth(random: () => number) {
  let worst = { ratio: 0, form: '', piece: '' };
  for (let round = 0; round < 400; round++) {
    const form = forms[round % forms.length]!;
    const piece = randomText(random, 6);
    if (piece === '') continue;
    const unit = piece.repeat(Math.ceil(4000 / piece.length));
    const once = Math.min(...[0, 1, 2].map(() => cpuMs(unit, form)));
    const twice = Math.min(...[0, 1, 2].map(() => cpuMs(unit + unit, form)));
    const ratio = twice / Math.max(once, 1);
    if (ratio > worst.ratio) worst = { ratio, form, piece };
  }
  console.log(
    `twice the text takes at most ${worst.ratio.toFixed(1)} times as long (${worst.form}, ${JSON.stringify(worst.piece)})`,
  );
  if (worst.ratio > mostGrowth) process.exitCode = 1;
}

function cpuMs(text: string, form: (typeof forms)[number]): number {
  const before = process.cpuUsage();
  read(text, { form });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

main();
