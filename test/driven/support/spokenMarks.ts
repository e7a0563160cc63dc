import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { inRepository } from '../../../scripts/support/repository.js';
import { monotonicMs } from '../../../src/metrics/clock.js';

/** Where the mark of the spoken word came to, and when, on the monotonic clock. */
export interface SeenMark {
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What is marked. */
  readonly text: string;
  readonly atMs: number;
}

/** Begins to look; what it gives tells what has been seen since. */
export async function observeMarks(page: Page): Promise<() => Promise<SeenMark[]>> {
  await page.evaluate(await readFile(inRepository('test', 'driven', 'support', 'markObserver.js'), 'utf8'));
  const originMs = await pageOriginMs(page);
  return async () => {
    const seen = await page.evaluate<SeenMark[]>('window.spokenMarks');
    return seen.map((mark) => ({ ...mark, atMs: mark.atMs + originMs }));
  };
}

/** The moment at which the page's clock was at 0: taken from the quickest of some questions. */
async function pageOriginMs(page: Page): Promise<number> {
  let best = { tookMs: Infinity, originMs: 0 };
  for (let round = 0; round < 20; round++) {
    const askedMs = monotonicMs();
    const pageMs = await page.evaluate<number>('performance.now()');
    const tookMs = monotonicMs() - askedMs;
    if (tookMs < best.tookMs) best = { tookMs, originMs: askedMs + tookMs / 2 - pageMs };
  }
  return best.originMs;
}
