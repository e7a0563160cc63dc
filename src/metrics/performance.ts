import type { BandPerformance, BandTargets, LengthBand, Measurement, Performance } from '../protocol/performance.js';
import type { CacheState, ReadingSummary } from '../protocol/reading.js';
import { bottleneckOfAll } from './bottleneck.js';
import { percentiles } from './percentiles.js';

/** Times that the progress report of the project set out to reach, and the one that a reading is planned for. */
export const targets: readonly BandTargets[] = [
  { band: 'short', originMs: [800, 400], aloudMs: 200 },
  { band: 'medium', originMs: [1000, 600], aloudMs: 200 },
  { band: 'long', originMs: [800, 400], aloudMs: 200 },
];

const CACHE_STATES: readonly CacheState[] = ['none', 'memory', 'disk', 'speculated'];

/** What past readings have in common. */
export function performanceOf(measurements: readonly Measurement[]): Performance {
  const readings = measurements.map(({ summary }) => summary).filter(isCounted);
  return {
    readings: readings.length,
    ttfaMs: percentiles(ttfas(readings)),
    bands: targets.flatMap(({ band }) => bandRows(band, readings)),
    targets,
    bottleneck: bottleneckOfAll(readings),
    rtf: percentiles(readings.flatMap(({ rtf }) => (rtf === null ? [] : [rtf]))),
    underruns: readings.reduce((total, { underruns }) => total + underruns, 0),
  };
}

/** Previews, benchmarks and files do not count, nor do readings that were stopped before they were heard. */
export function isCounted({ source, output, ttfaMs }: ReadingSummary): boolean {
  return source !== 'preview' && source !== 'benchmark' && output !== 'none' && ttfaMs !== null;
}

export function lengthBand(characters: number): LengthBand {
  if (characters < 100) return 'short';
  return characters <= 300 ? 'medium' : 'long';
}

/** One row for all readings of the band, and one for each state of the cache. */
function bandRows(band: LengthBand, readings: readonly ReadingSummary[]): BandPerformance[] {
  const inBand = readings.filter(({ characters }) => lengthBand(characters) === band);
  return (['any', ...CACHE_STATES] as const).flatMap((cache) => {
    const times = ttfas(cache === 'any' ? inBand : inBand.filter((reading) => reading.cache === cache));
    return times.length === 0 ? [] : [{ band, cache, count: times.length, ttfaMs: percentiles(times) }];
  });
}

function ttfas(readings: readonly ReadingSummary[]): number[] {
  return readings.flatMap(({ ttfaMs }) => (ttfaMs === null ? [] : [ttfaMs]));
}
