import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { hasSoundDevice } from '../../src/playback/soundDevice.js';
import { say } from './cli.js';
import { cacheFolder } from './repository.js';

/** About three seconds. */
const sample = 'Aloud reads your code comments to you, on your own machine.';

/** Reads the sample to the sound device, or to a WAV file where there is none, and prints how long it took to be heard. */
export async function readSample(): Promise<void> {
  console.log(`Reading: "${sample}"`);
  const hasDevice = await hasSoundDevice(process.env);
  const played = hasDevice ? await say(sample) : undefined;
  print(played ?? (await saveSample(hasDevice ? 'It could not be played here' : 'No sound device was found')));
}

async function saveSample(why: string): Promise<ReadingReport> {
  const file = join(cacheFolder, 'sample.wav');
  await mkdir(cacheFolder, { recursive: true });
  console.log(`${why}, so the sample is written to ${file}`);
  const report = await say(sample, '--no-play', '--out', file);
  if (!report) throw new Error('The sample could not be read; the message above says why.');
  return report;
}

function print({ ttfaMs, startMs, stagesMs, audioMs, cache }: ReadingReport): void {
  if (ttfaMs === null) throw new Error('The sample was read, but nothing in it was audible.');
  const stages = Object.entries(stagesMs).filter((entry): entry is [string, number] => entry[1] !== null);
  const list = stages.map(([name, ms]) => `${name} ${ms.toFixed(0)}`).join(', ');
  // Nothing was made then, so there are no stages worth telling.
  const how = cache === 'none' ? list : 'from the cache of what was spoken before';
  console.log(`Time to first audio: ${ttfaMs.toFixed(0)} ms (${how}), for ${(audioMs / 1000).toFixed(1)} s of speech.`);
  if (startMs !== null) console.log(`Before that, the engine started and warmed up in ${startMs.toFixed(0)} ms.`);
}
