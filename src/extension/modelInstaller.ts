import type { Model } from '../models/catalog.js';
import { bytesOf, filesOf } from '../models/catalog.js';
import { installFromFolder } from '../models/installFromFolder.js';
import { folderSource } from '../models/folderSource.js';
import { modelsFolder } from '../models/location.js';
import { publicSource } from '../models/publicSource.js';
import type { ModelSource } from '../models/source.js';
import { ModelStore } from '../models/store.js';

export interface Progress {
  readonly loaded: number;
  readonly total: number;
}

type Report = (progress: Progress) => void;

/** The voice model as the dialogs see it. */
export class ModelInstaller {
  readonly model: Model;

  private constructor(
    private readonly store: ModelStore,
    wanted: string,
  ) {
    const { models } = store.catalog;
    // The one that is read with unless another one is chosen stands first.
    this.model = models.find(({ id }) => id === wanted) ?? models[0]!;
  }

  /**
   * Loaded when it is needed: catalogue, download and unpacking are much code.
   * @param wanted What `aloud.model` says: an id or `auto`.
   */
  static async connect(assetsFolder: string, wanted: string): Promise<ModelInstaller> {
    return new ModelInstaller(await ModelStore.load(assetsFolder, modelsFolder()), wanted);
  }

  get folder(): string {
    return this.store.folder;
  }

  get bytes(): number {
    return bytesOf(filesOf(this.model));
  }

  /** The hosts that it is downloaded from. */
  get origins(): string[] {
    const sources = this.model.parts.flatMap(({ public: source }) => source ?? []);
    const urls = sources.map((source) => (source.kind === 'npz' ? source.url : source.base));
    return [...new Set(urls.map((url) => new URL(url).host))];
  }

  async isInstalled(): Promise<boolean> {
    const { state } = await this.store.status(this.model.id);
    return state === 'installed';
  }

  /** @throws AloudError `network`, `disk`, `model-damaged` or `cancelled` */
  async download(report: Report, signal: AbortSignal): Promise<void> {
    await this.install([publicSource()], report, signal);
  }

  /** @throws AloudError `model-missing` when the folder does not hold the model's files */
  async installFromFolder(folder: string, report: Report, signal: AbortSignal): Promise<void> {
    const found = await installFromFolder(this.store, folder, { signal, onProgress: report });
    // Says what is missing.
    if (found.length === 0) await this.install([folderSource(folder)], report, signal);
  }

  /** Removes every model of the catalogue. */
  async removeAll(): Promise<void> {
    for (const { id } of this.store.catalog.models) await this.store.remove(id);
  }

  private async install(sources: readonly ModelSource[], report: Report, signal: AbortSignal): Promise<void> {
    await this.store.install(this.model.id, { sources, signal, onProgress: report });
  }
}
