import * as l10n from '@vscode/l10n';
import { isCounted, lengthBand } from '../../metrics/performance.js';
import type {
  BandPerformance,
  BandTargets,
  LengthBand,
  Measurement,
  Performance,
  Percentiles,
} from '../../protocol/performance.js';
import type { CacheState } from '../../protocol/reading.js';

/** Which readings are shown. */
export interface HistoryFilter {
  readonly band: LengthBand | 'any';
  readonly cache: CacheState | 'any';
}

export interface HistoryPoint {
  readonly finishedAt: string;
  readonly characters: number;
  readonly cache: CacheState;
  readonly cold: boolean;
  readonly ttfaMs: number;
  readonly rtf: number | null;
  readonly underruns: number;
}

type Targets = Pick<BandTargets, 'aloudMs' | 'originMs'>;

export interface HistoryRow {
  readonly name: string;
  readonly isBand: boolean;
  readonly count: number;
  readonly ttfaMs: Percentiles;
  /** Only of whole bands. */
  readonly targets: Targets | undefined;
}

/** The readings that were heard and that the filter lets through, oldest first. */
export function historyPoints(measurements: readonly Measurement[], filter: HistoryFilter): HistoryPoint[] {
  return measurements
    .flatMap(({ finishedAt, summary }) => {
      const { characters, cache, cold, ttfaMs, rtf, underruns } = summary;
      if (!isCounted(summary) || ttfaMs === null) return [];
      if (filter.band !== 'any' && lengthBand(characters) !== filter.band) return [];
      if (filter.cache !== 'any' && cache !== filter.cache) return [];
      return [{ finishedAt, characters, cache, cold, ttfaMs, rtf, underruns }];
    })
    .reverse();
}

/** One row for each band, followed by one for each state of the cache where there is more than one. */
export function historyRows({ bands, targets, readings, ttfaMs }: Performance): HistoryRow[] {
  const names = bandNames();
  const caches = cacheNames();
  const rows = targets.flatMap(({ band, originMs, aloudMs }) => {
    const ofBand = bands.filter((row) => row.band === band);
    const states = ofBand.filter(({ cache }) => cache !== 'any');
    const row = ({ cache, count, ttfaMs }: BandPerformance): HistoryRow => ({
      name: cache === 'any' ? names[band] : caches[cache],
      isBand: cache === 'any',
      count,
      ttfaMs,
      targets: cache === 'any' ? { originMs, aloudMs } : undefined,
    });
    const [whole = { band, cache: 'any' as const, count: 0, ttfaMs: NOTHING }] = ofBand.filter(
      ({ cache }) => cache === 'any',
    );
    return [row(whole), ...(states.length > 1 || states[0]?.cache !== 'none' ? states.map(row) : [])];
  });
  return [...rows, { name: names.any, isBand: true, count: readings, ttfaMs, targets: undefined }];
}

/** Percentiles of what the filter lets through; the engine counted them. */
export function filteredPercentiles(performance: Performance, { band, cache }: HistoryFilter): Percentiles | undefined {
  if (band === 'any') return cache === 'any' ? performance.ttfaMs : undefined;
  return performance.bands.find((row) => row.band === band && row.cache === cache)?.ttfaMs;
}

/** What readings of a band should reach; of all bands together, where that is the same for each. */
export function targetsOf({ targets }: Performance, band: HistoryFilter['band']): Targets | undefined {
  if (band !== 'any') return targets.find((row) => row.band === band);
  const [first] = targets;
  return first && targets.every(({ aloudMs }) => aloudMs === first.aloudMs)
    ? { aloudMs: first.aloudMs, originMs: [] }
    : undefined;
}

export function bandNames(): Readonly<Record<HistoryFilter['band'], string>> {
  return {
    short: l10n.t('Under 100 characters'),
    medium: l10n.t('100 to 300 characters'),
    long: l10n.t('Over 300 characters'),
    any: l10n.t('All lengths'),
  };
}

export function cacheNames(): Readonly<Record<HistoryFilter['cache'], string>> {
  return {
    none: l10n.t('computed'),
    memory: l10n.t('from memory'),
    disk: l10n.t('from disk'),
    speculated: l10n.t('made ahead'),
    any: l10n.t('any'),
  };
}

const NOTHING: Percentiles = { p50: null, p75: null, p95: null, p99: null };
