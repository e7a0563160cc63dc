import assert from 'node:assert/strict';
import { performanceOf } from '../../../src/metrics/performance.js';
import { markdownReport } from '../../../src/panel/performance/markdownReport.js';
import { emptyPage } from '../../../src/panel/performance/page.js';
import { measurement } from '../metrics/measurements.js';

const origin = { version: '0.1.0', platform: 'linux-x64' };
const chunks = [
  { segment: 0, audioMs: 500, computeMs: 100, slackMs: 0 },
  { segment: 0, audioMs: 500, computeMs: 100, slackMs: -30 },
];

describe('The report for the clipboard', () => {
  it('has the last reading with its stages, the percentiles and the benchmark', () => {
    const measurements = [measurement({ ttfaMs: 110 })];
    const { summary } = measurements[0]!;
    const overview = {
      ...emptyPage.overview,
      last: { summary, chunks },
      history: { performance: performanceOf(measurements), measurements },
      benchmark: [summary],
    };
    const lines = markdownReport(overview, origin).split('\n');
    for (const line of [
      '# Performance of Aloud 0.1.0 on linux-x64',
      '| Time to first sound | 110 ms |',
      '| Acoustic model | 60 ms | 55% |',
      '| Between processes | 10 ms | 9% |',
      '| Chunks | 2, 1 of them late |',
      '| Under 100 characters | 1 | 110 ms | 110 ms | 110 ms | 110 ms | 200 ms | 800 ms → 400 ms |',
      '| 50 characters | 110 ms | 0.20 | 0 |',
    ]) {
      assert.ok(lines.includes(line), `${line}\n\nis not in\n\n${lines.join('\n')}`);
    }
  });

  it('leaves out what is not known', () => {
    const report = markdownReport(emptyPage.overview, origin);
    assert.doesNotMatch(report, /Last reading|p95|Benchmark/);
    assert.match(report, /\| State \| Not running/);
  });

  it('keeps its tables whole, whatever a name contains', () => {
    const last = { summary: measurement({ voice: 'a|b' }).summary, chunks: [] };
    assert.match(markdownReport({ ...emptyPage.overview, last }, origin), /a\\\|b/);
  });
});
