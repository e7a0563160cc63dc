import envPaths from 'env-paths';
import { join, resolve } from 'node:path';

/** Folder of everything Aloud keeps for this user, shared by every window and the command line. `ALOUD_HOME` moves it. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const moved = environment.ALOUD_HOME;
  return moved ? resolve(moved) : envPaths('aloud', { suffix: '' }).data;
}

/** Folder of what can be made again at any time. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const moved = environment.ALOUD_HOME;
  return moved ? join(resolve(moved), 'cache') : envPaths('aloud', { suffix: '' }).cache;
}

/** Folder of the phrases that were spoken. */
export function phrasesFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(environment), 'phrases');
}

/** Folder of the downloaded models. */
export function modelsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(dataFolder(environment), 'models');
}
