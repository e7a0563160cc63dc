import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phrase } from '../../../../src/synthesis/cache/phrase.js';

/** A name as keys are. */
export const key = (name: string): string => createHash('sha256').update(name).digest('hex');

/** A phrase of so many bytes of sound, which says whose it is. */
export function phrase(name: string, bytes = 1000): Phrase {
  const durations = { lead: 13, phonemes: [4, 5, 0, 7], trail: 20 };
  return { frames: 49, durations, droppedMs: 312.5, pcm: Buffer.alloc(bytes, name) };
}

/** A folder for one test; the returned function removes it. */
export function scratchFolder(): { path: string; remove: () => void } {
  const scratch = mkdtempSync(join(tmpdir(), 'aloud-test-'));
  const remove = () => {
    rmSync(scratch, { recursive: true, force: true });
  };
  return { path: join(scratch, 'phrases'), remove };
}
