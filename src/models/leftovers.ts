import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes what processes left behind in a folder that are no longer there: whatever is called `<prefix>…<process><suffix>`.
 * Rejects where the folder cannot be read.
 */
export async function removeLeftovers(folder: string, suffix: string, prefix = ''): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(prefix) || !entry.endsWith(suffix)) continue;
    const pid = entry.slice(0, -suffix.length).split('.').at(-1)!;
    if (/^\d+$/u.test(pid) && !isRunning(Number(pid))) await rm(join(folder, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
