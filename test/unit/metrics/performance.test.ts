import assert from 'node:assert/strict';
import { performanceOf } from '../../../src/metrics/performance.js';
import { NO_STAGES } from '../../../src/metrics/timeline.js';
import { measurement } from './measurements.js';

describe('performance of past readings', () => {
  it('is told of nothing too', () => {
    const { readings, ttfaMs, bands, bottleneck, targets } = performanceOf([]);
    assert.equal(readings, 0);
    assert.equal(ttfaMs.p50, null);
    assert.deepEqual(bands, []);
    assert.equal(bottleneck, null);
    assert.deepEqual(
      targets.map(({ band }) => band),
      ['short', 'medium', 'long'],
    );
  });

  it('has a row for each band of lengths and state of the cache that occurred', () => {
    const { bands } = performanceOf([
      measurement({ characters: 99, ttfaMs: 100 }),
      measurement({ characters: 99, ttfaMs: 20, cache: 'memory' }),
      measurement({ characters: 100, ttfaMs: 150 }),
      measurement({ characters: 300, ttfaMs: 160 }),
      measurement({ characters: 301, ttfaMs: 200 }),
    ]);
    assert.deepEqual(
      bands.map(({ band, cache, count, ttfaMs }) => [band, cache, count, ttfaMs.p50]),
      [
        ['short', 'any', 2, 60],
        ['short', 'none', 1, 100],
        ['short', 'memory', 1, 20],
        ['medium', 'any', 2, 155],
        ['medium', 'none', 2, 155],
        ['long', 'any', 1, 200],
        ['long', 'none', 1, 200],
      ],
    );
  });

  it('leaves out previews, files and what was stopped before it was heard', () => {
    const { readings, ttfaMs, rtf, underruns } = performanceOf([
      measurement({ ttfaMs: 100, rtf: 0.2 }),
      measurement({ source: 'preview', ttfaMs: 9000, rtf: 9, underruns: 9 }),
      measurement({ output: 'none', ttfaMs: 9000, rtf: 9, underruns: 9 }),
      measurement({ ended: 'stopped', ttfaMs: null, audioMs: 100, rtf: 9 }),
      measurement({ ended: 'stopped', ttfaMs: 120, rtf: 0.2, underruns: 1 }),
    ]);
    assert.equal(readings, 2);
    assert.equal(ttfaMs.p99, 119.8);
    assert.equal(rtf.p99, 0.2);
    assert.equal(underruns, 1);
  });

  it('names the stage that took most of the time of all, the start of the engine only where it counted', () => {
    const stagesMs = { ...NO_STAGES, acoustic: 30, vocoder: 50 };
    const readings = [measurement({ stagesMs }), measurement({ stagesMs, startMs: 500 })];
    const warm = performanceOf(readings).bottleneck;
    assert.equal(warm?.stage, 'vocoder');
    assert.equal(warm.share, 100 / 160);
    assert.match(warm.advice, /vocoder/);

    const cold = performanceOf([...readings, measurement({ stagesMs, startMs: 500, cold: true })]).bottleneck;
    assert.equal(cold?.stage, 'start');
    assert.match(cold.advice, /aloud\.engine\.start/);
  });
});
