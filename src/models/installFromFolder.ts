import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from './catalog.js';
import { modelsIn } from './folderModel.js';
import { folderSource } from './folderSource.js';
import { descriptionName, type InstallOptions, ModelStore } from './store.js';

/**
 * Installs every model that a folder holds. One that is not in the catalogue is described in its own folder, so that it
 * is known from then on.
 * @returns the models; none when the folder holds none
 * @throws AloudError
 */
export async function installFromFolder(
  store: ModelStore,
  from: string,
  options: Omit<InstallOptions, 'sources'> = {},
): Promise<Model[]> {
  const models = await modelsIn(from, store.catalog);
  for (const model of models) {
    // What several models have in common, such as voices, may have been installed already.
    const sources = [folderSource(from), folderSource(store.folder)];
    if (store.catalog.models.includes(model)) await store.install(model.id, { ...options, sources });
    else await installNew(store, model, { ...options, sources });
  }
  return models;
}

async function installNew(store: ModelStore, model: Model, options: InstallOptions): Promise<void> {
  const others = store.catalog.models.filter(({ id }) => id !== model.id);
  const extended = new ModelStore(store.folder, { ...store.catalog, models: [...others, model] });
  await extended.install(model.id, options);
  const folder = join(store.folder, model.id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, descriptionName), JSON.stringify(model, undefined, 1));
}
