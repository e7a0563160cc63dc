import assert from 'node:assert/strict';
import { NO_STAGES } from '../../../src/metrics/timeline.js';
import { waterfall } from '../../../src/panel/performance/waterfall.js';

describe('The waterfall of a first sound', () => {
  const stagesMs = { ...NO_STAGES, text: 2, phonemize: 3, acoustic: 40, vocoder: 80, output: 15 };

  it('puts the stages one after the other and leaves out those that there are none of', () => {
    const rows = waterfall({ startMs: null, ttfaMs: 140, stagesMs });
    assert.deepEqual(
      rows.map(({ stage, startMs, ms }) => [stage, startMs, ms]),
      [
        ['text', 0, 2],
        ['phonemize', 2, 3],
        ['acoustic', 5, 40],
        ['vocoder', 45, 80],
        ['output', 125, 15],
      ],
    );
  });

  it('names the longest stage as the bottleneck', () => {
    const rows = waterfall({ startMs: null, ttfaMs: 140, stagesMs });
    assert.deepEqual(
      rows.filter(({ isBottleneck }) => isBottleneck).map(({ stage }) => stage),
      ['vocoder'],
    );
  });

  it('begins with the start of the engine where there was one', () => {
    const [first] = waterfall({ startMs: 2000, ttfaMs: 2140, stagesMs });
    assert.deepEqual([first?.stage, first?.isBottleneck], ['start', true]);
  });

  it('shows time that no stage accounts for, and never blames it', () => {
    const rows = waterfall({ startMs: null, ttfaMs: 1000, stagesMs });
    const between = rows.at(-1);
    assert.deepEqual([between?.stage, between?.ms, between?.isBottleneck], ['between', 860, false]);
    assert.ok(Math.abs(rows.reduce((total, { share }) => total + share, 0) - 1) < 1e-9);
  });

  it('is empty where nothing was measured', () => {
    assert.deepEqual(waterfall({ startMs: null, ttfaMs: null, stagesMs: NO_STAGES }), []);
  });
});
