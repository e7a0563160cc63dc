import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AloudError } from '../protocol/errors.js';
import { megabytes } from './failures.js';
import type { ModelPart } from './catalog.js';
import { sha256OfFile } from './hash.js';
import { unpackNpz } from './npz.js';
import { writeVerified, type Expected } from './partFile.js';
import type { ModelSource } from './source.js';

/** A folder whose files the user got in another way. They are known by size and sha256, whatever their names. */
export function folderSource(from: string): ModelSource {
  const sums = new Map<string, Promise<string>>();
  let listing: Promise<readonly { path: string; bytes: number }[]> | undefined;

  const find = async (wanted: Expected): Promise<string | undefined> => {
    listing ??= filesIn(from);
    for (const { path, bytes } of await listing) {
      if (bytes !== wanted.bytes) continue;
      let sum = sums.get(path);
      if (!sum) sums.set(path, (sum = sha256OfFile(path)));
      if ((await sum) === wanted.sha256) return path;
    }
    return undefined;
  };

  return {
    async deliver(order) {
      const missing = [];
      let loaded = 0;
      for (const file of order.files) {
        order.signal.throwIfAborted();
        const path = await find(file);
        if (path === undefined) {
          missing.push(file);
          continue;
        }
        const chunks: AsyncIterable<Buffer> = createReadStream(path);
        await writeVerified(join(order.folder, file.path), file, chunks, (bytes) => {
          order.onBytes((loaded += bytes));
        });
      }
      const [first] = missing;
      if (!first) return;
      const source = order.part.public;
      const archive = source?.kind === 'npz' ? await find(source) : undefined;
      if (archive === undefined || source?.kind !== 'npz')
        throw new AloudError('model-missing', nothingFound(from, order.part, first));
      await unpackNpz(archive, source.shape, { ...order, files: missing });
    },
  };
}

function nothingFound(from: string, { public: source }: ModelPart, missing: { path: string; bytes: number }): string {
  if (!source) return `${from} holds no ${missing.path} as it was when the model was installed. Choose another folder.`;
  const [url, bytes] = source.kind === 'npz' ? [source.url, source.bytes] : [source.base + missing.path, missing.bytes];
  const name = basename(new URL(url).pathname);
  return `${from} holds no undamaged ${name} (${megabytes(bytes)}). Get it from ${url}, put it there and try again.`;
}

/** @throws AloudError `disk` if there is no such folder */
export async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new AloudError('disk', `The folder "${folder}" does not exist. Choose one that holds the model's files.`);
}

/** Every file at or below the folder, with its size; links are not followed. @throws AloudError `bad-value` if there is no such folder */
export async function filesIn(folder: string): Promise<readonly { path: string; bytes: number }[]> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw new AloudError('bad-value', `${folder} cannot be read. Choose a folder that holds the model's files.`, {
      cause: error,
    });
  }
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(path)).size })));
}
