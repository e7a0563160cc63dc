import type { LogOutputChannel } from 'vscode';
import { EngineClient } from '../client/engineClient.js';
import { dataFolder, modelsFolder } from '../models/location.js';
import type { EngineSettings } from './settings.js';

export interface EngineConnection {
  readonly enginePath: string;
  readonly assetsFolder: string;
  /** Asked at every start of the engine. */
  readonly settings: () => EngineSettings;
  readonly log: LogOutputChannel;
}

/** Loaded with the first sign of use, as it brings the client and the wire with it. */
export function connectEngine({ enginePath, assetsFolder, settings, log }: EngineConnection): EngineClient {
  return new EngineClient({
    enginePath,
    options: () => ({
      modelsFolder: modelsFolder(),
      assetsFolder,
      dataFolder: dataFolder(),
      prepare: true,
      ...settings(),
    }),
    log: (level, message) => {
      log[level](message);
    },
  });
}
