import { randomUUID } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { sha256OfFile } from './hash.js';

const stamps = z.record(z.string(), z.object({ sha256: z.string(), bytes: z.number(), changedMs: z.number() }));
type Stamps = z.infer<typeof stamps>;

/**
 * What the files of a folder were when they were last hashed. While size and change time stay the same, so does the file:
 * anything that writes to it moves its change time, which, unlike the modification time, nobody can set back.
 */
export class FileStamps {
  readonly #seen: Stamps = {};

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly known: Stamps,
  ) {}

  /** @param name of the file in the folder that holds the stamps: where it cannot be read, hashing again puts that right */
  static async open(folder: string, name: string): Promise<FileStamps> {
    const stored = await readFile(join(folder, name), 'utf8')
      .then((text) => stamps.parse(JSON.parse(text)))
      .catch(() => ({}));
    return new FileStamps(folder, name, stored);
  }

  /**
   * Whether a file, which is there, has this sha256. It is hashed only where it changed since it last had.
   * @param thorough hashes it in any case
   */
  async confirms(file: string, sha256: string, thorough = false): Promise<boolean> {
    const path = join(this.folder, file);
    const { size: bytes, ctimeMs: changedMs } = await stat(path);
    const old = this.known[file];
    const unchanged = old?.sha256 === sha256 && old.bytes === bytes && old.changedMs === changedMs;
    if ((!unchanged || thorough) && (await sha256OfFile(path)) !== sha256) return false;
    this.#seen[file] = { sha256, bytes, changedMs };
    return true;
  }

  /** Remembers a file that has just been written and verified. */
  async remember(file: string, sha256: string): Promise<void> {
    const { size: bytes, ctimeMs: changedMs } = await stat(join(this.folder, file));
    this.#seen[file] = { sha256, bytes, changedMs };
  }

  /** Keeps what is new. A reader may not be allowed to write here; then it hashes again next time. Never rejects. */
  async save(): Promise<void> {
    const isNew = Object.entries(this.#seen).some(([file, each]) => each.changedMs !== this.known[file]?.changedMs);
    if (!isNew) return;
    const path = join(this.folder, this.name);
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify({ ...this.known, ...this.#seen }, undefined, 1))
      .then(() => rename(draft, path))
      .catch(() => undefined);
  }
}
