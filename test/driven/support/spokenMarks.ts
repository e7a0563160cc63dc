import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { inRepository } from '../../../scripts/support/repository.js';
import { monotonicMs } from '../../../src/metrics/clock.js';

/** Where the spoken word is marked. */
export interface Mark {
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What is marked. */
  readonly text: string;
}

/** Where the mark came to, and when, on the monotonic clock. */
export interface SeenMark extends Mark {
  readonly atMs: number;
}

export interface MarkObserver {
  /** The marks of now, one for each editor that shows them. */
  now(): Promise<Mark[]>;
  /** Those that were seen since the observer began to look. */
  seen(): Promise<SeenMark[]>;
}

export async function observeMarks(page: Page): Promise<MarkObserver> {
  await page.evaluate(await readFile(inRepository('test', 'driven', 'support', 'markObserver.js'), 'utf8'));
  const originMs = await pageOriginMs(page);
  return {
    now: () => page.evaluate<Mark[]>('window.spokenMarks()'),
    seen: async () => {
      const seen = await page.evaluate<SeenMark[]>('window.seenMarks');
      return seen.map((mark) => ({ ...mark, atMs: mark.atMs + originMs }));
    },
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
