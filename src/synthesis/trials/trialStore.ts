import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { isSame, type Outcome } from './execution.js';

const execution = z.object({
  provider: z.string(),
  threads: z.int().check(z.positive()),
  form: z.enum(['bytes', 'floats']),
});
const ms = z.number().check(z.positive());
const outcome = z.union([
  z.object({ execution, ok: z.literal(true), firstMs: ms, ms, audioMs: ms }),
  z.object({ execution, ok: z.literal(false), why: z.string() }),
]);
const stored = z.object({ key: z.string(), outcomes: z.array(outcome) });

/** What was tried with one model, kept beside it for as long as the machine stays what it was. */
export class TrialStore {
  private constructor(
    private readonly path: string,
    private readonly key: string,
    private known: readonly Outcome[],
  ) {}

  /** @param key Of machine and model: what was tried under another one is forgotten. */
  static async open(modelFolder: string, key: string): Promise<TrialStore> {
    const path = join(modelFolder, 'trials.json');
    try {
      const content = stored.parse(JSON.parse(await readFile(path, 'utf8')));
      return new TrialStore(path, key, content.key === key ? content.outcomes : []);
    } catch {
      return new TrialStore(path, key, []);
    }
  }

  get outcomes(): readonly Outcome[] {
    return this.known;
  }

  /** A convenience: where it cannot be written, the next start tries again. */
  async add(added: Outcome): Promise<void> {
    this.known = [...this.known.filter(({ execution }) => !isSame(execution, added.execution)), added];
    const draft = `${this.path}.${process.pid}`;
    try {
      await writeFile(draft, JSON.stringify({ key: this.key, outcomes: this.known }, undefined, 1));
      await rename(draft, this.path);
    } catch {
      // A folder that is read-only, or was removed meanwhile.
    }
  }
}
