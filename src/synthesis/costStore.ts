import { renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CostModel } from './schedule/costModel.js';

/** What synthesis costs on this machine, kept beside the model so that the first reading is planned as well as later ones. */
export class CostStore {
  private constructor(
    private readonly path: string,
    readonly costs: CostModel,
  ) {}

  /** @param name What the costs depend on besides the model, such as the provider. */
  static async open(modelFolder: string, name: string): Promise<CostStore> {
    const path = join(modelFolder, `costs-${name}.json`);
    const stored: unknown = await readFile(path, 'utf8')
      .then(JSON.parse, () => undefined)
      .catch(() => undefined);
    return new CostStore(path, CostModel.from(stored));
  }

  /** A convenience: where it cannot be written, the next start measures again. */
  save(): void {
    const draft = `${this.path}.${process.pid}`;
    try {
      // A kilobyte; a process that ends meanwhile would leave the draft behind.
      writeFileSync(draft, JSON.stringify(this.costs));
      renameSync(draft, this.path);
    } catch {
      // A folder that is read-only, or was removed meanwhile.
    }
  }
}
