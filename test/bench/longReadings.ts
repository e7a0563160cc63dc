import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRepository } from '../../scripts/support/repository.js';
import { provideTools, toolsOfTests } from '../../scripts/support/systemTools.js';
import { read, requestFor, withEngine } from '../../src/cli/bench/engine.js';
import type { Finding } from '../../src/cli/bench/finding.js';
import type { EngineFiles } from '../../src/cli/bench/options.js';
import { spreadOf } from '../../src/cli/bench/spread.js';
import type { EngineClient } from '../../src/client/engineClient.js';
import { monotonicMs } from '../../src/metrics/clock.js';
import { startNullSink } from '../harness/nullSink.js';
import { Random } from '../simulation/random.js';

/** After this time everything has been loaded, cached and grown to its size. */
const settledMs = 60_000;
const sampleMs = 5_000;
/** Ends by itself when whoever started it is no more. */
const busyLoop = 'const parent = process.ppid; while (process.ppid === parent);';
/** More than anybody speaks, so that the text is never too short. */
const charactersPerSecond = 25;

/**
 * Reads for so many minutes watching the memory, and before for a third of it while another process keeps a core busy. In
 * real time, on a real device (a null sink of PulseAudio): only a device knows when it had to wait, and only at its pace
 * does the engine hold as much sound as it does for a listener.
 */
export async function measureLongReadings(
  files: EngineFiles,
  minutes: number,
  onProgress: (text: string) => void,
): Promise<Finding[]> {
  if (process.platform !== 'linux')
    throw new Error('Long readings need Linux, for its PulseAudio without a loudspeaker.');
  await provideTools(toolsOfTests);
  const sink = await startNullSink();
  // The engine is forked with this environment.
  Object.assign(process.env, sink.env);
  try {
    return [...(await disturbed(files, minutes / 3, onProgress)), ...(await watched(files, minutes, onProgress))];
  } finally {
    await sink.stop();
  }
}

async function disturbed(files: EngineFiles, minutes: number, onProgress: (text: string) => void): Promise<Finding[]> {
  const busy = spawn(process.execPath, ['--eval', busyLoop], { stdio: 'ignore' });
  try {
    const underruns = await withEngine(files, async (engine) => {
      onProgress(`Reading for ${shown(minutes)} minutes beside a busy process`);
      return (await readFor(engine, minutes)).underruns;
    });
    const title = `Underruns in ${shown(minutes)} minutes beside a process that keeps one core busy`;
    return [{ title, spread: spreadOf([underruns]), unit: '', atMost: 0 }];
  } finally {
    busy.kill('SIGKILL');
  }
}

async function watched(files: EngineFiles, minutes: number, onProgress: (text: string) => void): Promise<Finding[]> {
  return withEngine(files, async (engine) => {
    const watch = new AbortController();
    onProgress(`Reading for ${shown(minutes)} minutes`);
    const megabytes = watchMemory(engine, watch.signal);
    const { underruns } = await readFor(engine, minutes);
    const peak = (await engine.ping()).peakMemoryBytes / 1e6;
    watch.abort();
    const settled = await megabytes;
    const growth = settled.map((value) => value - settled[0]!);
    const during = `in ${shown(minutes)} minutes`;
    return [
      { title: `Underruns ${during}`, spread: spreadOf([underruns]), unit: '', atMost: 0 },
      {
        title: `Growth of memory ${during}, after the first`,
        spread: spreadOf([growth.at(-1)!]),
        unit: 'MB',
        atMost: 30,
      },
      { title: `Largest growth of memory meanwhile`, spread: spreadOf([Math.max(...growth)]), unit: 'MB' },
      { title: `Peak memory ${during}`, spread: spreadOf([peak]), unit: 'MB', atMost: 600 },
    ];
  });
}

const shown = (minutes: number) => String(Math.round(minutes * 10) / 10);

async function readFor(engine: EngineClient, minutes: number) {
  const seconds = minutes * 60;
  const text = await variedText(seconds * charactersPerSecond);
  return read(engine, requestFor(text, { output: 'device', maxSeconds: seconds }));
}

/** Resident memory from when it has settled until the signal. */
async function watchMemory(engine: EngineClient, signal: AbortSignal): Promise<number[]> {
  const megabytes: number[] = [];
  const startedAt = monotonicMs();
  try {
    for (;;) {
      await sleep(sampleMs, undefined, { signal });
      const { memoryBytes } = await engine.ping();
      if (monotonicMs() - startedAt >= settledMs) megabytes.push(memoryBytes / 1e6);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return megabytes;
}

/** Sentences of many lengths in ever other company: a passage that repeats itself would be kinder to the memory. */
async function variedText(characters: number): Promise<string> {
  const file = inRepository('test', 'bench', 'quality', 'sentences.json');
  const all = JSON.parse(await readFile(file, 'utf8')) as readonly { readonly text: string }[];
  const random = new Random(1);
  let text = '';
  while (text.length < characters) {
    const { text: sentence } = all[random.whole(0, all.length - 1)]!;
    text += sentence + (random.chance(1 / 5) ? '\n\n' : ' ');
  }
  return text;
}
