import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { featureCount } from '../features.js';
import { normChannels } from '../derivation/sites.js';
import { predictorFile } from '../predictors.js';
import { StatisticsPredictor } from '../statistics.js';
import { fitPredictor, type Sample } from './ridge.js';
import { type Synthesiser, takeSample } from './sample.js';

/** A text that voices are calibrated on, in American and British phonemes. */
export interface Phrase {
  readonly text: string;
  readonly us: string;
  readonly gb: string;
}

/** Found by cross-validation; a higher rank is a little better and makes larger files. */
const ridge = { lambda: 0.1, rank: 24 };
const recordFloats = featureCount + 2 * normChannels;
const recordBytes = recordFloats * Float32Array.BYTES_PER_ELEMENT;

export async function readPhrases(calibrationFolder: string): Promise<readonly Phrase[]> {
  return JSON.parse(await readFile(join(calibrationFolder, 'phrases.json'), 'utf8')) as readonly Phrase[];
}

/**
 * Says every phrase in one voice and fits what predicts its statistics. What was said is kept in `folder`, so that an
 * interrupted calibration goes on where it stopped.
 * @returns the path of the predictor
 */
export async function calibrateVoice(
  synthesiser: Synthesiser,
  voice: string,
  phrases: readonly Phrase[],
  folder: string,
  progress: (done: number) => void,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const samplesPath = join(folder, `${voice}.samples`);
  const samples = await readSamples(samplesPath);
  const accent = voice.startsWith('b') ? 'gb' : 'us';
  for (const phrase of phrases.slice(samples.length)) {
    const sample = await takeSample(synthesiser, voice, phrase[accent]);
    await appendFile(samplesPath, encodeSample(sample));
    samples.push(sample);
    progress(samples.length / phrases.length);
  }
  const predictor = new StatisticsPredictor(fitPredictor(samples, ridge));
  const path = join(folder, predictorFile(voice));
  await writeFile(`${path}.partial`, predictor.encode({ voice, phrases: String(samples.length) }), { flush: true });
  await rename(`${path}.partial`, path);
  await rm(samplesPath);
  return path;
}

function encodeSample({ features, statistics }: Sample): Uint8Array {
  const record = new Float32Array(recordFloats);
  record.set(features);
  record.set(statistics.mean, featureCount);
  record.set(statistics.variance, featureCount + normChannels);
  return new Uint8Array(record.buffer);
}

/** What an earlier run left; a record that was not finished is taken off the file. */
async function readSamples(path: string): Promise<Sample[]> {
  const file = await readFile(path).catch(() => Buffer.alloc(0));
  const count = Math.floor(file.length / recordBytes);
  if (file.length % recordBytes !== 0) await writeFile(path, file.subarray(0, count * recordBytes));
  return Array.from({ length: count }, (_, i) => {
    const record = new Float32Array(new Uint8Array(file.subarray(i * recordBytes, (i + 1) * recordBytes)).buffer);
    return {
      features: Float64Array.from(record.subarray(0, featureCount)),
      statistics: {
        mean: record.slice(featureCount, featureCount + normChannels),
        variance: record.slice(featureCount + normChannels),
      },
    };
  });
}
