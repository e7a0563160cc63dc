import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './failures.js';
import { filesOf, type Model, type ModelFile } from './catalog.js';
import { FileStamps } from './fileStamps.js';

export type FileState = 'right' | 'missing' | 'damaged';

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
    const stamps = await this.stamps();
    const files = filesOf(this.model);
    const states = await Promise.all(files.map((file) => this.checkFile(file, stamps, thorough)));
    await stamps.save();
    return new Map(files.map((file, index) => [file, states[index]!]));
  }

  /** Remembers files that have just been written and verified. */
  async remember(files: readonly ModelFile[]): Promise<void> {
    const stamps = await this.stamps();
    for (const { path, sha256 } of files) await stamps.remember(path, sha256);
    await stamps.save();
  }

  private async checkFile(file: ModelFile, stamps: FileStamps, thorough: boolean): Promise<FileState> {
    const now = await stat(join(this.path, file.path)).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
      throw error;
    });
    if (!now) return 'missing';
    if (now.size !== file.bytes) return 'damaged';
    return (await stamps.confirms(file.path, file.sha256, thorough)) ? 'right' : 'damaged';
  }

  private stamps(): Promise<FileStamps> {
    return FileStamps.open(this.path, stampsName);
  }
}
