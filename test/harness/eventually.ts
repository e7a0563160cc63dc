import { setTimeout as sleep } from 'node:timers/promises';

/** Generous: it only keeps a test from hanging, on a machine that is busy with other things too. */
export const patienceMs = 30_000;

type Nothing = undefined | false;

/** Asks again and again until there is an answer; `what` completes the sentence "waited in vain for". */
export async function eventually<T>(
  what: string,
  ask: () => T | Nothing | Promise<T | Nothing>,
  limitMs = patienceMs,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what} (${limitMs / 1000} s).`);
    await sleep(20);
  }
}
