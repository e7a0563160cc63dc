import type { LogOutputChannel } from 'vscode';
import { EngineClient } from '../client/engineClient.js';
import type { WindowSound } from '../client/engineClient.js';
import { dataFolder, modelsFolder, phrasesFolder } from '../models/location.js';
import { ClearCache } from '../protocol/engine.js';
import { messageOf } from '../protocol/errors.js';
import type { ServerOptions } from '../protocol/server.js';
import { PhraseFolder } from '../synthesis/cache/phraseFolder.js';
import type { ServerKeys } from './serverKeys.js';
import type { EngineSettings } from './settings.js';

export interface EngineConnection {
  readonly enginePath: string;
  readonly assetsFolder: string;
  /** Asked at every start of the engine. */
  readonly settings: () => EngineSettings;
  readonly serverKeys: Pick<ServerKeys, 'of'>;
  /** Plays where the engine's machine has no loudspeaker. */
  readonly window: WindowSound;
  readonly log: LogOutputChannel;
}

/** Loaded with the first sign of use, as it brings the client and the wire with it. */
export function connectEngine(connection: EngineConnection): EngineClient {
  const { enginePath, assetsFolder, settings, serverKeys, window, log } = connection;
  return new EngineClient({
    enginePath,
    window,
    options: async () => {
      const { cache, server, speechServer, ...others } = settings();
      const key = speechServer && (await serverKeys.of(speechServer.url));
      return {
        modelsFolder: modelsFolder(),
        assetsFolder,
        dataFolder: dataFolder(),
        prepare: true,
        cache: { bytes: cache.bytes, ...(cache.disk && { folder: phrasesFolder() }) },
        ...(server && (await loopbackServer(server, log))),
        ...(speechServer && { speechServer: { ...speechServer, ...(key !== undefined && { key }) } }),
        ...others,
      };
    },
    keepRunning: () => settings().server !== undefined,
    log: (level, message) => {
      log[level](message);
    },
    onReady: ({ server }) => {
      if (!server) return;
      if ('url' in server) log.info(`The speech API is served on ${server.url}.`);
      else log.warn(`The speech API is not served by this window: ${server.problem}`);
    },
  });
}

/** Only programs that can read the user's files are served. */
async function loopbackServer(
  { port }: { readonly port: number },
  log: LogOutputChannel,
): Promise<{ readonly server?: ServerOptions }> {
  const { sharedToken, tokenPath } = await import('../server/token.js');
  try {
    return { server: { host: '127.0.0.1', port, allowedHosts: [], token: await sharedToken(tokenPath(port)) } };
  } catch (error) {
    log.warn(`The speech API is not served: ${messageOf(error)}`); // reading goes without it
    return {};
  }
}

/** Forgets what was spoken: in the engine where one runs, and on the disk. */
export async function clearPhrases(client: EngineClient | undefined): Promise<void> {
  if (client?.state === 'ready') await client.ask(ClearCache);
  const folder = await PhraseFolder.open(phrasesFolder());
  await folder.clear();
}
