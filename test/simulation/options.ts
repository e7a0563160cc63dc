import type { ScheduleOptions } from '../../src/synthesis/schedule/schedule.js';

/** Kokoro's figures and the settings' defaults, but for what a simulation varies. */
export function scheduleOptions(some: Partial<ScheduleOptions>): ScheduleOptions {
  return {
    frameMs: 25,
    decodes: 'chunks',
    chunkedFromFrames: 0,
    speed: 1,
    maxPhonemes: 510,
    pauseMs: { sentence: 350, paragraph: 700 },
    ttfaBudgetMs: 200,
    characters: 0,
    maxAheadMs: 30_000,
    maxHoldMs: 10_000,
    ...some,
  };
}
