/** What holds wherever nothing is set. The editor's manifest says the same; a unit test compares them. */
export const defaults = {
  voice: 'af_heart',
  speed: 1,
  volume: 1,
  pauseMs: { sentence: 350, paragraph: 700 },
  ttfaBudgetMs: 200,
  cacheBytes: 200_000_000,
} as const;

/** Slowest and fastest pace. */
export const speedRange = { min: 0.5, max: 4 } as const;
