import { LRUCache } from 'lru-cache';
import type { CacheOptions } from '../../protocol/engine.js';
import type { CacheState } from '../../protocol/reading.js';
import { type Phrase, sizeOf } from './phrase.js';
import { PhraseFolder } from './phraseFolder.js';

/** Ten minutes of speech. */
const mostMemoryBytes = 32_000_000;

export interface Recalled {
  readonly phrase: Phrase;
  readonly from: Extract<CacheState, 'memory' | 'disk'>;
}

export interface CacheFigures {
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly limitBytes: number;
  readonly hits: { readonly memory: number; readonly disk: number };
  readonly misses: number;
}

export const NOTHING_KEPT: CacheFigures = {
  memoryBytes: 0,
  diskBytes: 0,
  limitBytes: 0,
  hits: { memory: 0, disk: 0 },
  misses: 0,
};

/**
 * Phrases that were spoken before, by all that makes their sound. What was spoken last is in memory; all of it is on the
 * disk, where that is wanted.
 */
export class PhraseCache {
  private readonly memory: LRUCache<string, Phrase>;
  /** What the disk does not know yet: new phrases, and that phrases were used. */
  private readonly unwritten = new Map<string, Phrase>();
  private readonly used = new Set<string>();
  private saving: Promise<void> | undefined;
  private readonly hits = { memory: 0, disk: 0 };
  private misses = 0;

  private constructor(
    private readonly limitBytes: number,
    private readonly folder: PhraseFolder | undefined,
  ) {
    this.memory = new LRUCache({ maxSize: Math.min(limitBytes, mostMemoryBytes), sizeCalculation: sizeOf });
  }

  /** Undefined where nothing is to be kept. Without the disk where that cannot be written. */
  static async open({ bytes, folder }: CacheOptions): Promise<PhraseCache | undefined> {
    if (bytes <= 0) return undefined;
    const opened = folder === undefined ? undefined : await PhraseFolder.open(folder, bytes).catch(() => undefined);
    return new PhraseCache(bytes, opened);
  }

  get figures(): CacheFigures {
    const { limitBytes, hits, misses, memory, folder } = this;
    return { memoryBytes: memory.calculatedSize, diskBytes: folder?.bytes ?? 0, limitBytes, hits: { ...hits }, misses };
  }

  /** Where this is true `get` finds it, but for accidents. */
  has(key: string): boolean {
    return this.memory.has(key) || (this.folder?.has(key) ?? false);
  }

  async get(key: string): Promise<Recalled | undefined> {
    const recalled = await this.find(key);
    if (!recalled) {
      this.misses += 1;
      return undefined;
    }
    this.hits[recalled.from] += 1;
    this.used.add(key);
    return recalled;
  }

  /** Keeps a phrase. Writing it is put off until `save`. */
  put(key: string, phrase: Phrase): void {
    this.memory.set(key, phrase);
    if (this.folder) this.unwritten.set(key, phrase);
  }

  /** Brings the disk up to date: to be called when there is time. Never rejects. */
  save(): Promise<void> {
    this.saving ??= this.saveAll().finally(() => {
      this.saving = undefined;
    });
    return this.saving;
  }

  async clear(): Promise<void> {
    this.memory.clear();
    this.unwritten.clear();
    this.used.clear();
    await this.saving;
    await this.folder?.clear();
  }

  private async find(key: string): Promise<Recalled | undefined> {
    const known = this.memory.get(key);
    if (known) return { phrase: known, from: 'memory' };
    const phrase = await this.folder?.read(key);
    if (!phrase) return undefined;
    this.memory.set(key, phrase);
    return { phrase, from: 'disk' };
  }

  private async saveAll(): Promise<void> {
    const { folder, unwritten, used } = this;
    if (!folder) return;
    for (const key of used) {
      used.delete(key);
      await folder.touch(key);
    }
    for (const [key, phrase] of unwritten) {
      unwritten.delete(key);
      await folder.write(key, phrase);
    }
    await folder.trim();
  }
}
