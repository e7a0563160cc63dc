import { type Command, InvalidArgumentError, Option } from 'commander';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchOptions, peerNames, type PeerName } from './bench/options.js';
import { printable } from './bench/print.js';
import { measureLoudness } from './bench/loudness.js';
import { measureSpeed } from './bench/speed.js';
import { assetsFolder, enginePath } from './engine.js';
import { textSource } from './textSource.js';

/** The whole benchmark, which only the sources have: other programs to compare with, long readings, the chart. */
const wholeBenchmark = join(__dirname, 'test', 'bench', 'bench.main.js');

interface Options {
  readonly peers: readonly PeerName[];
  readonly file?: string;
  readonly runs: number;
  readonly long?: number;
  readonly text?: boolean;
  readonly loudness?: boolean;
  readonly seed: number;
  readonly json?: boolean;
}

/** Adds `bench`: measures how fast this machine reads aloud, beside others where the sources are at hand. */
export function addBench(program: Command): void {
  program
    .command('bench')
    .description('measure time to first audio, speed and memory, side by side with others')
    .option('--peers <names>', `whom to compare with: ${peerNames.join(',')}, or none`, peersOf, [...peerNames])
    .option('--file <file>', 'read this file instead of the sample passage')
    .option('--runs <number>', 'how often each is measured', runsOf, 5)
    .addOption(
      new Option(
        '--long [minutes]',
        'also read in real time for so long (30), and for a third of it beside a busy process',
      )
        .preset('30')
        .argParser(minutesOf),
    )
    .option('--loudness', 'measure how loud voices are instead')
    .option('--text', 'measure the work on the text instead')
    .option('--seed <number>', 'with --text: show other words', Number, 1)
    .option('--json', 'print the results as one line of JSON')
    .action(bench);
}

async function bench({
  peers,
  file,
  runs,
  long,
  text = false,
  loudness = false,
  seed,
  json = false,
}: Options): Promise<void> {
  const given = file === undefined ? {} : { text: (await textSource(undefined, { file })).text };
  const longReadings = long === undefined ? {} : { longMinutes: long };
  const options: BenchOptions = {
    enginePath,
    assetsFolder,
    peers,
    ...given,
    runs,
    ...longReadings,
    loudness,
    textWork: text,
    seed,
    json,
  };
  if (existsSync(wholeBenchmark)) {
    await runWhole(options);
    return;
  }
  console.error('Only Aloud itself is measured here; comparisons and long readings come with its sources.');
  const results = await (loudness ? measureLoudness(options) : measureSpeed(options));
  console.log(json ? JSON.stringify(results) : printable(results));
}

/** In the repository's folder, as its other programs are; the options on standard input, as a text may be long. */
async function runWhole(options: BenchOptions): Promise<void> {
  const cwd = join(__dirname, '..');
  const child = spawn(process.execPath, [wholeBenchmark], { cwd, stdio: ['pipe', 'inherit', 'inherit'] });
  child.stdin.end(JSON.stringify(options));
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}

function peersOf(list: string): PeerName[] {
  if (list === 'none') return [];
  return list.split(',').map((name) => {
    const peer = peerNames.find((known) => known === name.trim());
    if (!peer) throw new InvalidArgumentError(`Choose from ${peerNames.join(', ')}, or none.`);
    return peer;
  });
}

function runsOf(value: string): number {
  const runs = Number(value);
  if (Number.isInteger(runs) && runs >= 1) return runs;
  throw new InvalidArgumentError('Give a whole number of at least 1.');
}

/** Memory is watched from the second minute on. */
function minutesOf(value: string): number {
  const minutes = Number(value);
  if (minutes >= 2) return minutes;
  throw new InvalidArgumentError('Give a number of minutes of at least 2.');
}
