import assert from 'node:assert/strict';
import { performanceOf } from '../../../src/metrics/performance.js';
import { markdownReport } from '../../../src/panel/performance/markdownReport.js';
import type { Overview } from '../../../src/panel/performance/messages.js';
import { emptyPage } from '../../../src/panel/performance/page.js';
import { measurement } from '../metrics/measurements.js';

const origin = { version: '0.1.0', platform: 'linux-x64' };
const engine: Overview['engine'] = {
  state: 'ready',
  status: {
    state: 'idle',
    model: 'kokoro',
    provider: 'cpu',
    providerReason: 'It is the fastest here.',
    threads: 2,
    form: 'derived',
    sampleRate: 24_000,
    warmMs: 900,
    uptimeSeconds: 61,
    memoryBytes: 400e6,
    peakMemoryBytes: 500e6,
    busyCores: 1,
    machine: { processor: 'Some Processor', cores: 4, memoryBytes: 16e9 },
    queue: { length: 0, limit: 16 },
    cache: { memoryBytes: 0, diskBytes: 0, limitBytes: 200e6, hits: { memory: 1, disk: 2, speculated: 3 }, misses: 4 },
    speculation: { made: 0, used: 0, wasted: 0 },
  },
};
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

  it('has the engine, and what it runs on', () => {
    const lines = markdownReport({ ...emptyPage.overview, engine }, origin).split('\n');
    for (const line of [
      '| Provider | cpu, 2 threads (It is the fastest here.) |',
      '| Memory | 400 MB (500 MB at most, of 16.00 GB in this machine) |',
      '| Processor | Some Processor, 4 cores (25% of it used by the engine) |',
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
