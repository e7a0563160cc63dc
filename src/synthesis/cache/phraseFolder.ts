import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePhrase, encodePhrase, type Phrase } from './phrase.js';

const ending = '.phrase';
const draftEnding = '.tmp';
/** Nobody writes for longer than this: whoever began such a file was killed. */
const abandonedMs = 60_000;
/** How much is left when the folder was too full; between this and the limit is room for several processes to write. */
const trimmedTo = 0.9;
/** The folder is looked through again each time this part of the limit was written. */
const lookedThroughAfter = 0.05;

interface Entry {
  readonly key: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/**
 * Phrases on the disk, a file each, shared by any number of processes without a lock: a file gets its name when it is
 * whole, what is read is checked against its digest, and to find a file gone is nothing special. Whatever goes wrong
 * with the disk costs a phrase and no more.
 */
export class PhraseFolder {
  /** Sizes in bytes, by key, of what was seen here. */
  private readonly sizes = new Map<string, number>();
  private unlooked = 0;

  private constructor(
    private readonly path: string,
    private readonly limitBytes: number,
  ) {}

  /** @throws where the folder cannot be made or read. */
  static async open(path: string, limitBytes = Infinity): Promise<PhraseFolder> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
    const folder = new PhraseFolder(path, limitBytes);
    await folder.look();
    return folder;
  }

  get bytes(): number {
    let bytes = 0;
    for (const size of this.sizes.values()) bytes += size;
    return bytes;
  }

  /** It was here when this was last looked at; another process may have removed it, or put others here. */
  has(key: string): boolean {
    return this.sizes.has(key);
  }

  /** A damaged phrase is removed and counts as missing. */
  async read(key: string): Promise<Phrase | undefined> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.fileOf(key));
    } catch {
      this.sizes.delete(key);
      return undefined;
    }
    const phrase = decodePhrase(key, bytes);
    if (phrase) this.sizes.set(key, bytes.length);
    else await this.remove(key);
    return phrase;
  }

  async write(key: string, phrase: Phrase): Promise<void> {
    if (this.has(key)) return;
    const bytes = encodePhrase(key, phrase);
    if (bytes.length > this.limitBytes * trimmedTo) return;
    const draft = join(this.path, `${randomUUID()}${draftEnding}`);
    try {
      await writeFile(draft, bytes, { flag: 'wx', mode: 0o600 });
      await rename(draft, this.fileOf(key));
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
      return;
    }
    this.sizes.set(key, bytes.length);
    this.unlooked += bytes.length;
  }

  /** It was used just now. */
  async touch(key: string): Promise<void> {
    const now = new Date();
    await utimes(this.fileOf(key), now, now).catch(() => undefined);
  }

  /** Removes what was not used for longest where there is too much. */
  async trim(): Promise<void> {
    const isDue = this.unlooked > this.limitBytes * lookedThroughAfter || this.bytes > this.limitBytes;
    if (!isDue) return;
    const entries = await this.look().catch(() => []);
    let { bytes } = this;
    if (bytes <= this.limitBytes * trimmedTo) return;
    for (const entry of entries.sort((a, b) => a.usedMs - b.usedMs)) {
      if (bytes <= this.limitBytes * trimmedTo) return;
      await this.remove(entry.key);
      bytes -= entry.bytes;
    }
  }

  async clear(): Promise<void> {
    await this.look();
    for (const key of [...this.sizes.keys()]) await this.remove(key);
  }

  /** Takes note of what is here; drafts that nobody will finish are removed. */
  private async look(): Promise<Entry[]> {
    const names = await readdir(this.path);
    const entries: Entry[] = [];
    for (const name of names) {
      const path = join(this.path, name);
      const found = await stat(path).catch(() => undefined);
      if (!found) continue;
      if (name.endsWith(ending)) {
        entries.push({ key: name.slice(0, -ending.length), bytes: found.size, usedMs: found.mtimeMs });
      } else if (name.endsWith(draftEnding) && Date.now() - found.mtimeMs > abandonedMs) {
        await rm(path, { force: true }).catch(() => undefined);
      }
    }
    this.sizes.clear();
    for (const { key, bytes } of entries) this.sizes.set(key, bytes);
    this.unlooked = 0;
    return entries;
  }

  private async remove(key: string): Promise<void> {
    this.sizes.delete(key);
    await rm(this.fileOf(key), { force: true }).catch(() => undefined);
  }

  private fileOf(key: string): string {
    return join(this.path, `${key}${ending}`);
  }
}
