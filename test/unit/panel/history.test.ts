import assert from 'node:assert/strict';
import { performanceOf } from '../../../src/metrics/performance.js';
import { filteredPercentiles, historyPoints, historyRows, targetsOf } from '../../../src/panel/performance/history.js';
import { measurement } from '../metrics/measurements.js';

const measurements = [
  measurement({ id: 'newest', characters: 400, ttfaMs: 300 }),
  measurement({ id: 'cached', characters: 50, ttfaMs: 20, cache: 'memory' }),
  measurement({ id: 'unheard', ttfaMs: null }),
  measurement({ id: 'benchmark', source: 'benchmark' }),
  measurement({ id: 'oldest', characters: 50, ttfaMs: 100 }),
];

describe('The history of first sounds', () => {
  it('lists what was heard, oldest first', () => {
    const points = historyPoints(measurements, { band: 'any', cache: 'any' });
    assert.deepEqual(
      points.map(({ ttfaMs }) => ttfaMs),
      [100, 20, 300],
    );
  });

  it('can be narrowed to lengths and caches', () => {
    const ttfas = (filter: Parameters<typeof historyPoints>[1]) =>
      historyPoints(measurements, filter).map(({ ttfaMs }) => ttfaMs);
    assert.deepEqual(ttfas({ band: 'long', cache: 'any' }), [300]);
    assert.deepEqual(ttfas({ band: 'short', cache: 'memory' }), [20]);
    assert.deepEqual(ttfas({ band: 'medium', cache: 'any' }), []);
  });

  it('has a row for each band, with its targets, and for the caches that differ', () => {
    const rows = historyRows(performanceOf(measurements));
    assert.deepEqual(
      rows.map(({ isBand, count, targets }) => [isBand, count, targets?.originMs]),
      [
        [true, 2, [800, 400]],
        [false, 1, undefined],
        [false, 1, undefined],
        [true, 0, [1000, 600]],
        [true, 1, [800, 400]],
        [true, 3, undefined],
      ],
    );
  });

  it('has the percentiles of what is shown', () => {
    const performance = performanceOf(measurements);
    assert.equal(filteredPercentiles(performance, { band: 'short', cache: 'memory' })?.p50, 20);
    assert.equal(filteredPercentiles(performance, { band: 'any', cache: 'any' })?.p50, 100);
    assert.equal(targetsOf(performance, 'medium')?.originMs[0], 1000);
  });
});
