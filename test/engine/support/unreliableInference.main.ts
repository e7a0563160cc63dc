/**
 * The real inference thread with one accident: it hangs or crashes at the second segment. `ALOUD_TEST_ACCIDENT` holds
 * which one and a file that says whether it has happened, since the thread that replaces this one starts anew.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

const [accident = '', ...rest] = (process.env.ALOUD_TEST_ACCIDENT ?? '').split(':');
const happened = rest.join(':');
let segments = 0;

parentPort?.on('message', ({ job }: { job: string }) => {
  if (job !== 'begin' || ++segments < 2 || existsSync(happened)) return;
  writeFileSync(happened, '');
  if (accident === 'crash') throw new Error('An accident happened.');
  for (;;);
});

void import('../../../src/synthesis/inference.js');
