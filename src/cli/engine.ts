import { join } from 'node:path';
import { EngineClient } from '../client/engineClient.js';
import type { EngineOptions } from '../protocol/engine.js';
import { dataFolder, modelsFolder } from '../models/location.js';

export const enginePath = join(__dirname, 'engine.js');
/** Catalogue, lexicons and calibration data beside the bundle, dist/cli.js. */
export const assetsFolder = join(__dirname, '..', 'models');

/** The engine as the command line uses it: for one thing, with nothing done behind the user's back. */
export function engineClient(options: Partial<EngineOptions> = {}): EngineClient {
  return new EngineClient({
    enginePath,
    options: () => ({
      modelsFolder: modelsFolder(),
      assetsFolder,
      dataFolder: dataFolder(),
      model: 'auto',
      voice: 'af_heart',
      threads: 'auto',
      provider: 'auto',
      idleMinutes: 0,
      prepare: false,
      ...options,
    }),
    log: (level, message) => {
      if (level === 'error' || level === 'warn') console.error(message);
    },
  });
}
