import envPaths from 'env-paths';
import { constants, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Where `npm test` finds the models that the CLI fetched. */
export const installedModels = process.env.ALOUD_TEST_MODELS ?? userFolder();

/** Variables that would lead a program out of its own home folder, or to the user's sound server. */
const leadingOut = /^(HOME|XDG_.*|ALOUD_.*|PULSE_.*|VSCODE_.*|NODE_OPTIONS)$/;

export interface Home {
  readonly folder: string;
  /** Where Aloud keeps its data. */
  readonly dataFolder: string;
  /** A whole environment for programs that shall live in this home; without a sound device unless one is added. */
  readonly env: NodeJS.ProcessEnv;
  readonly remove: () => Promise<void>;
}

/** A home folder of its own for one run, with a copy of the fetched models or without any. */
export async function createHome(options: { readonly models: boolean }): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'aloud-test-'));
  const dataFolder = join(folder, 'aloud');
  await mkdir(dataFolder);
  if (options.models) {
    if (!existsSync(installedModels)) throw new Error('No model is installed; "npm test -- driven" fetches it first.');
    // A copy, so that a test may damage it; where the file system can, the copy shares its blocks.
    const filter = (source: string) => basename(source) !== 'cache' && !basename(source).startsWith('measurements');
    await cp(installedModels, dataFolder, { recursive: true, mode: constants.COPYFILE_FICLONE, filter });
  }
  const inherited = Object.entries(process.env).filter(
    ([name]) => !leadingOut.test(name) || name.startsWith('ALOUD_TEST_'),
  );
  const noSoundServer = `unix:${join(folder, 'no-sound-server')}`;
  return {
    folder,
    dataFolder,
    env: { ...Object.fromEntries(inherited), HOME: folder, ALOUD_HOME: dataFolder, PULSE_SERVER: noSoundServer },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** The platform's data folder of the user, unless ALOUD_HOME moves it. */
function userFolder(): string {
  return process.env.ALOUD_HOME ?? envPaths('aloud', { suffix: '' }).data;
}
