import { randomUUID } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { codeOf } from './failures.js';
import { filesOf, type Model, type ModelFile } from './catalog.js';
import { sha256OfFile } from './hash.js';

export type FileState = 'right' | 'missing' | 'damaged';

/**
 * What was found on the disk when a file was last hashed. While size and change time stay the same, so does the file:
 * anything that writes to it moves its change time, which, unlike the modification time, nobody can set back.
 */
const stamp = z.object({
  sha256: z.string(),
  bytes: z.number(),
  changedMs: z.number(),
});
const stamps = z.record(z.string(), stamp);
type Stamps = z.infer<typeof stamps>;

const stampsName = 'installed.json';

/** The files of one model on this disk. */
export class ModelFolder {
  constructor(
    readonly path: string,
    private readonly model: Model,
  ) {}

  /**
   * The state of every file. A file is hashed only when it changed since it was last found right, so this takes a
   * millisecond for an installed model; `thorough` hashes everything.
   */
  async check(thorough = false): Promise<ReadonlyMap<ModelFile, FileState>> {
    const known = await this.read();
    const seen: Stamps = {};
    const files = filesOf(this.model);
    const states = await Promise.all(files.map((file) => this.checkFile(file, known[file.path], seen, thorough)));
    const news = Object.entries(seen).some(([path, each]) => each.changedMs !== known[path]?.changedMs);
    // A reader may not be allowed to write here; then it hashes again next time.
    if (news) await this.write(seen).catch(() => undefined);
    return new Map(files.map((file, index) => [file, states[index]!]));
  }

  /** Remembers files that have just been written and verified. */
  async remember(files: readonly ModelFile[]): Promise<void> {
    const known = await this.read();
    for (const file of files) {
      const { size, ctimeMs } = await stat(join(this.path, file.path));
      known[file.path] = { sha256: file.sha256, bytes: size, changedMs: ctimeMs };
    }
    await this.write(known);
  }

  private async checkFile(
    file: ModelFile,
    old: Stamps[string] | undefined,
    seen: Stamps,
    thorough: boolean,
  ): Promise<FileState> {
    const path = join(this.path, file.path);
    const now = await stat(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
      throw error;
    });
    if (!now) return 'missing';
    if (now.size !== file.bytes) return 'damaged';
    const unchanged = old?.sha256 === file.sha256 && old.bytes === now.size && old.changedMs === now.ctimeMs;
    if ((!unchanged || thorough) && (await sha256OfFile(path)) !== file.sha256) return 'damaged';
    seen[file.path] = { sha256: file.sha256, bytes: now.size, changedMs: now.ctimeMs };
    return 'right';
  }

  /** The stamps; none of them where they cannot be read, since hashing again puts that right. */
  private async read(): Promise<Stamps> {
    try {
      return stamps.parse(JSON.parse(await readFile(join(this.path, stampsName), 'utf8')));
    } catch {
      return {};
    }
  }

  private async write(content: Stamps): Promise<void> {
    const path = join(this.path, stampsName);
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify(content, undefined, 1));
    await rename(draft, path);
  }
}
