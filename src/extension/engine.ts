import type { LogOutputChannel } from 'vscode';
import { EngineClient } from '../client/engineClient.js';
import { dataFolder, modelsFolder, phrasesFolder } from '../models/location.js';
import { ClearCache } from '../protocol/engine.js';
import { PhraseFolder } from '../synthesis/cache/phraseFolder.js';
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
    options: () => {
      const { cache, ...others } = settings();
      return {
        modelsFolder: modelsFolder(),
        assetsFolder,
        dataFolder: dataFolder(),
        prepare: true,
        cache: { bytes: cache.bytes, ...(cache.disk && { folder: phrasesFolder() }) },
        ...others,
      };
    },
    log: (level, message) => {
      log[level](message);
    },
  });
}

/** Forgets what was spoken: in the engine where one runs, and on the disk. */
export async function clearPhrases(client: EngineClient | undefined): Promise<void> {
  if (client?.state === 'ready') await client.ask(ClearCache);
  const folder = await PhraseFolder.open(phrasesFolder());
  await folder.clear();
}
