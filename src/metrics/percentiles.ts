import type { Percentiles } from '../protocol/performance.js';

/** Percentiles by linear interpolation between the two nearest values, as tinybench has them. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (quantile: number): number | null => {
    const position = (sorted.length - 1) * quantile;
    const below = sorted[Math.floor(position)];
    const above = sorted[Math.ceil(position)];
    if (below === undefined || above === undefined) return null;
    return below + (above - below) * (position % 1);
  };
  return { p50: at(0.5), p75: at(0.75), p95: at(0.95), p99: at(0.99) };
}
