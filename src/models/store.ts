import { mkdir, readdir, readFile, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AloudError } from '../protocol/errors.js';
import {
  bytesOf,
  filesOf,
  findModel,
  findVoice,
  loadCatalog,
  parseModel,
  type Catalog,
  type Model,
  type ModelFile,
  type ModelPart,
} from './catalog.js';
import { diskFull, explain, howToInstall, megabytes } from './failures.js';
import { withLock } from './lock.js';
import { ModelFolder, type FileState } from './modelFolder.js';
import { temporaryPrefix, type ModelSource, type Order } from './source.js';

/** A process that holds the lock refreshes it; after so long without, it is taken for dead. */
const defaultStaleMs = 10_000;

export interface ModelStatus {
  readonly id: string;
  /** `partial`: some files are missing, none is damaged. */
  readonly state: 'installed' | 'missing' | 'partial' | 'damaged';
  readonly bytes: number;
  /** What an installation would have to bring. */
  readonly missingBytes: number;
  /** Paths of files that are not what they should be. */
  readonly damaged: readonly string[];
}

export interface InstallOptions {
  /** Asked in this order for each part that is missing. */
  readonly sources: readonly ModelSource[];
  readonly signal?: AbortSignal;
  /** Bytes of the model that are there, and all of them. */
  onProgress?(progress: { readonly loaded: number; readonly total: number }): void;
  /** Another process is installing; when it has finished there will be nothing left to do. */
  onWaiting?(): void;
  /** A source failed and the next one is asked. */
  onDetour?(failure: AloudError): void;
}

/** A model whose files have been found right. */
export interface InstalledModel {
  readonly model: Model;
  /** Folder of its files. */
  readonly folder: string;
  /** Path of the ONNX graph. */
  readonly graph: string;
  /** @throws AloudError `unknown-voice` */
  voicePath(voice: string): string;
  /** The style vectors of a voice, rows of 256. @throws AloudError `unknown-voice` or `model-damaged` */
  loadVoice(voice: string): Promise<Float32Array>;
}

/** The models of this user on this machine, shared by all processes. */
export class ModelStore {
  private readonly staleMs: number;

  constructor(
    readonly folder: string,
    readonly catalog: Catalog,
    options: { readonly staleMs?: number } = {},
  ) {
    this.staleMs = options.staleMs ?? defaultStaleMs;
  }

  /** The models of the package's catalogue, and those that came from folders. */
  static async load(assetsFolder: string, folder: string): Promise<ModelStore> {
    const catalog = await loadCatalog(assetsFolder);
    const known = new Set(catalog.models.map(({ id }) => id));
    const names = await readdir(folder).catch(() => []);
    const described = await Promise.all(
      names.filter((name) => !known.has(name)).map((name) => describedIn(folder, name)),
    );
    return new ModelStore(folder, {
      ...catalog,
      models: [...catalog.models, ...described.filter((model) => model !== undefined)],
    });
  }

  /** @throws AloudError `unknown-model` */
  model(id: string): Model {
    return findModel(this.catalog, id);
  }

  /** What is there, by the stamps of the last hashing. */
  status(id: string): Promise<ModelStatus> {
    return this.examine(id, false);
  }

  /** What is there, every byte hashed. */
  verify(id: string): Promise<ModelStatus> {
    return this.examine(id, true);
  }

  /** The model's files, ready to be loaded. @throws AloudError `unknown-model`, `model-missing` or `model-damaged` */
  async open(id: string): Promise<InstalledModel> {
    const { name } = this.model(id);
    const status = await this.status(id);
    if (status.state === 'damaged')
      throw new AloudError('model-damaged', `${name} is damaged (${status.damaged.join(', ')}). ${howToInstall(id)}`);
    if (status.state !== 'installed')
      throw new AloudError('model-missing', `${name} is not installed yet. ${howToInstall(id)}`);
    return this.installed(id);
  }

  /** Brings what is missing or damaged. One process at a time does; others wait and find it done. */
  async install(id: string, options: InstallOptions): Promise<InstalledModel> {
    const model = this.model(id);
    const signal = options.signal ?? new AbortController().signal;
    const folder = this.folderOf(model);
    try {
      await mkdir(folder.path, { recursive: true });
      await withLock(folder.path, { staleMs: this.staleMs, signal, onWaiting: () => options.onWaiting?.() }, (locked) =>
        fill(folder, model, { ...options, signal: locked }),
      );
    } catch (error) {
      throw explain(error, folder.path, signal);
    }
    return this.open(id);
  }

  /** Deletes a model, whole or half, as soon as nobody is installing it. */
  async remove(id: string, signal = new AbortController().signal): Promise<void> {
    const { path } = this.folderOf(this.model(id));
    try {
      await mkdir(this.folder, { recursive: true });
      await withLock(path, { staleMs: this.staleMs, signal, onWaiting: () => undefined }, () =>
        rm(path, { recursive: true, force: true }),
      );
    } catch (error) {
      throw explain(error, path, signal);
    }
  }

  private async examine(id: string, thorough: boolean): Promise<ModelStatus> {
    const model = this.model(id);
    const folder = this.folderOf(model);
    const states = await folder.check(thorough).catch((error: unknown) => {
      throw explain(error, folder.path);
    });
    const files = filesOf(model);
    const lacking = files.filter((file) => states.get(file) !== 'right');
    const damaged = files.filter((file) => states.get(file) === 'damaged').map((file) => file.path);
    const partial = lacking.length < files.length ? 'partial' : 'missing';
    const state = damaged.length > 0 ? 'damaged' : lacking.length > 0 ? partial : 'installed';
    return { id, state, bytes: bytesOf(files), missingBytes: bytesOf(lacking), damaged };
  }

  private installed(id: string): InstalledModel {
    const model = this.model(id);
    const { path } = this.folderOf(model);
    const voicePath = (voice: string): string => join(path, findVoice(model, voice).file);
    return {
      model,
      folder: path,
      graph: join(path, model.graph),
      voicePath,
      async loadVoice(voice) {
        const bytes = await readFile(voicePath(voice)).catch((error: unknown) => {
          throw explain(error, path);
        });
        const { file } = findVoice(model, voice);
        if (bytes.byteLength !== filesOf(model).find((each) => each.path === file)?.bytes)
          throw new AloudError('model-damaged', `The voice ${voice} is damaged. ${howToInstall(model.id)}`);
        // A copy, as the buffer of a small file may lie anywhere in a shared one.
        return new Float32Array(new Uint8Array(bytes).buffer);
      },
    };
  }

  private folderOf(model: Model): ModelFolder {
    return new ModelFolder(join(this.folder, model.id), model);
  }
}

/** Name of the file in which a model that came from a folder is described, as the catalogue describes the others. */
export const descriptionName = 'model.json';

/** What the model in a folder of that name says of itself; undefined where that is nothing, or nothing to rely on. */
async function describedIn(folder: string, name: string): Promise<Model | undefined> {
  try {
    const model = parseModel(await readFile(join(folder, name, descriptionName), 'utf8'));
    return model.id === name ? model : undefined;
  } catch {
    return undefined;
  }
}

/** Completes a model's folder; the caller holds its lock. */
async function fill(
  folder: ModelFolder,
  model: Model,
  options: InstallOptions & { readonly signal: AbortSignal },
): Promise<void> {
  await sweep(folder.path);
  const states = await folder.check();
  const lacking = (part: ModelPart): ModelFile[] => part.files.filter((file) => states.get(file) !== 'right');
  const total = bytesOf(filesOf(model));
  const needed = bytesOf(model.parts.flatMap(lacking));
  await makeSureOfRoom(folder.path, needed);
  let present = total - needed;
  for (const part of model.parts) {
    const files = lacking(part);
    if (files.length === 0) continue;
    const bytes = bytesOf(files);
    const { signal } = options;
    const onBytes = (loaded: number): void =>
      options.onProgress?.({ loaded: present + Math.min(loaded, bytes), total });
    await rejectDamaged(folder.path, files, states);
    await firstToDeliver({ part, files, folder: folder.path, signal, onBytes }, options);
    await folder.remember(files);
    present += bytes;
  }
  options.onProgress?.({ loaded: total, total });
}

/** Asks one source after the other. */
async function firstToDeliver(
  order: Order,
  { sources, onDetour }: Pick<InstallOptions, 'sources' | 'onDetour'>,
): Promise<void> {
  const failures: AloudError[] = [];
  for (const [index, source] of sources.entries()) {
    try {
      await source.deliver(order);
      return;
    } catch (error) {
      order.signal.throwIfAborted();
      if (!(error instanceof AloudError) || error.code === 'disk') throw error;
      failures.push(error);
      if (index < sources.length - 1) onDetour?.(error);
    }
  }
  const [first] = failures;
  if (first && failures.length === 1) throw first;
  throw new AloudError(first?.code ?? 'network', failures.map((failure) => failure.message).join(' '), {
    cause: first,
  });
}

/** A damaged file must not keep the name of a right one while its replacement is on the way. */
async function rejectDamaged(
  folder: string,
  files: readonly ModelFile[],
  states: ReadonlyMap<ModelFile, FileState>,
): Promise<void> {
  for (const file of files) if (states.get(file) === 'damaged') await rm(join(folder, file.path), { force: true });
}

async function makeSureOfRoom(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize + (await bytesBegun(folder));
  if (neededBytes > free) throw diskFull(folder, `: ${megabytes(neededBytes)} are needed, ${megabytes(free)} are free`);
}

/** What earlier attempts left to go on from. */
async function bytesBegun(folder: string): Promise<number> {
  const begun = (await readdir(folder)).filter((name) => name.endsWith('.part'));
  const sizes = await Promise.all(begun.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(temporaryPrefix)) await rm(join(folder, name), { recursive: true, force: true });
}
