import assert from 'node:assert/strict';
import { percentiles } from '../../../src/metrics/percentiles.js';

describe('percentiles', () => {
  it('are null of nothing, and the value itself of one', () => {
    assert.deepEqual(percentiles([]), { p50: null, p75: null, p95: null, p99: null });
    assert.deepEqual(percentiles([7]), { p50: 7, p75: 7, p95: 7, p99: 7 });
  });

  it('lie between the nearest values, whatever their order', () => {
    const { p50, p75 } = percentiles([40, 10, 30, 20]);
    assert.deepEqual([p50, p75], [25, 32.5]);
  });

  it('of 0 to 100 are their own names', () => {
    const values = Array.from({ length: 101 }, (_, value) => 100 - value);
    assert.deepEqual(percentiles(values), { p50: 50, p75: 75, p95: 95, p99: 99 });
  });
});
