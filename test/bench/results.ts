import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../../scripts/support/repository.js';
import { type BenchOptions, peerNames } from '../../src/cli/bench/options.js';
import type { Results } from '../../src/cli/bench/results.js';
import { chart } from './chart.js';
import { withFigures } from './readme.js';

/** So many runs and more are worth showing to others. */
const presentableRuns = 5;

/**
 * Keeps the results of every benchmark beside it, with a chart. Only a whole one, of the sample passage with all peers,
 * replaces chart and figures of the README.
 */
export async function store(results: Results, { peers, text, runs }: BenchOptions): Promise<string> {
  const folder = inRepository('test', 'bench', 'results');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${results.date.replaceAll(':', '-')}.json`);
  await writeFile(file, JSON.stringify(results, undefined, 2));
  const rows = results.rows.filter(({ id }) => id === 'aloud' || peers.some((peer) => peer === id));
  if (rows.length === 0) return file;
  const svg = chart({ ...results, rows });
  await writeFile(file.replace(/\.json$/, '.svg'), svg);
  const isWhole = rows.length === peerNames.length + 1 && text === undefined && runs >= presentableRuns;
  if (isWhole) {
    await writeFile(inRepository('media', 'bench.svg'), svg);
    const readme = inRepository('README.md');
    await writeFile(readme, withFigures(await readFile(readme, 'utf8'), results));
  }
  return file;
}
