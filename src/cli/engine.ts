import { join } from 'node:path';
import { EngineClient } from '../client/engineClient.js';
import { dataFolder, modelsFolder, phrasesFolder } from '../models/location.js';
import { defaults } from '../protocol/defaults.js';
import type { EngineOptions } from '../protocol/engine.js';

/** What is otherwise than by default; `cache` keeps phrases where the editor keeps them. */
type Changes = Partial<Omit<EngineOptions, 'cache'>> & { readonly cache?: boolean };

export const enginePath = join(__dirname, 'engine.js');
/** Catalogue, lexicons and calibration data beside the bundle, dist/cli.js. */
export const assetsFolder = join(__dirname, '..', 'models');

/** The engine as the command line uses it: for one thing, with nothing done behind the user's back. */
export function engineClient({ cache = false, ...options }: Changes = {}): EngineClient {
  return new EngineClient({
    enginePath,
    options: () => ({
      modelsFolder: modelsFolder(),
      assetsFolder,
      dataFolder: dataFolder(),
      model: 'auto',
      voice: defaults.voice,
      threads: 'auto',
      provider: 'auto',
      idleMinutes: 0,
      prepare: false,
      ...(cache && { cache: { bytes: defaults.cacheBytes, folder: phrasesFolder() } }),
      ...options,
    }),
    log: (level, message) => {
      if (level === 'error' || level === 'warn') console.error(message);
    },
  });
}
