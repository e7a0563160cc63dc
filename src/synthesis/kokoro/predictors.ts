import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StatisticsPredictor } from './statistics.js';

export const predictorFile = (voice: string): string => `${voice}.safetensors`;

/** What predicts the statistics of each voice: shipped for some voices, made on this machine for others. */
export class Predictors {
  private readonly found = new Map<string, StatisticsPredictor>();

  /** @param folders where to look, the first that has a voice wins */
  constructor(private readonly folders: readonly string[]) {}

  /** Undefined while the voice has not been calibrated: ask again later. */
  readonly find = async (voice: string): Promise<StatisticsPredictor | undefined> => {
    const known = this.found.get(voice);
    if (known) return known;
    for (const folder of this.folders) {
      const predictor = await read(join(folder, predictorFile(voice)));
      if (!predictor) continue;
      this.found.set(voice, predictor);
      return predictor;
    }
    return undefined;
  };
}

/** A damaged file counts as missing: the voice is decoded whole until it is calibrated again. */
async function read(path: string): Promise<StatisticsPredictor | undefined> {
  try {
    return StatisticsPredictor.decode(await readFile(path));
  } catch {
    return undefined;
  }
}
