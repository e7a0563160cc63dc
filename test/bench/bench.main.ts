// The whole benchmark, with its options as JSON on standard input: see src/cli/bench.ts, which starts it.
import { relative } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { main } from '../../scripts/support/main.js';
import { repositoryFolder } from '../../scripts/support/repository.js';
import type { Finding } from '../../src/cli/bench/finding.js';
import type { BenchOptions } from '../../src/cli/bench/options.js';
import { measureLoudness } from '../../src/cli/bench/loudness.js';
import { passage } from '../../src/metrics/passages.js';
import { printable } from '../../src/cli/bench/print.js';
import { emptyResults, type Results } from '../../src/cli/bench/results.js';
import { measureSpeed } from '../../src/cli/bench/speed.js';
import { ProgressLine } from '../../src/cli/progressLine.js';
import { measureLongReadings } from './longReadings.js';
import { peerRows } from './peers/rows.js';
import { store } from './results.js';
import { measureSplitCost } from './splitCost.js';
import { measurePronunciation } from './text/pronunciation.js';
import { measureTextWork } from './textWork.js';

main(async () => {
  const options = JSON.parse(await readAll(process.stdin)) as BenchOptions;
  const results = await measure(options);
  const file = await store(results, options);
  console.error(`Stored in ${relative(repositoryFolder, file)}.`);
  console.log(options.json ? JSON.stringify(results) : printable(results));
});

async function measure(options: BenchOptions): Promise<Results> {
  const { text = passage, peers, longMinutes, textWork, loudness } = options;
  if (loudness) return measureLoudness(options);
  if (textWork) return measureText(options);
  const results = await measureSpeed(options, await peerRows(peers, text));
  const findings = [...results.findings, ...(await measureSplitCost(options, text))];
  if (longMinutes !== undefined) findings.push(...(await longReadings(options, longMinutes)));
  return { ...results, findings };
}

async function measureText({ text = passage, seed }: BenchOptions): Promise<Results> {
  const speed = await measureTextWork(text);
  const { findings, notes } = await measurePronunciation(seed);
  return { ...emptyResults(text.length), findings: [...speed, ...findings], notes };
}

async function longReadings(options: BenchOptions, minutes: number): Promise<Finding[]> {
  const progress = new ProgressLine(process.stderr);
  try {
    return await measureLongReadings(options, minutes, (doing) => {
      progress.update(doing);
    });
  } finally {
    progress.end();
  }
}
