import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ids of the processes that have this value in their environment, our own left out: environments are inherited, so these are
 * a program and all that it started. Works on Linux; elsewhere nothing is found.
 */
export function processesWith(variable: string, value: string): number[] {
  if (process.platform !== 'linux') return [];
  const ids = readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0 && id !== process.pid);
  return ids.filter((id) => readProc(id, 'environ').split('\0').includes(`${variable}=${value}`));
}

/** The engine among the processes that have this value in their environment. */
export function engineWith(variable: string, value: string): number | undefined {
  return processesWith(variable, value).find((id) => commandLineOf(id).endsWith('engine.js'));
}

export function commandLineOf(id: number): string {
  return readProc(id, 'cmdline').replaceAll('\0', ' ').trim();
}

/** False also for one that has ended and waits for its parent to take notice, which after a kill can be some seconds. */
export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  const afterName = readProc(id, 'stat').split(') ').at(-1);
  return !afterName?.startsWith('Z');
}

/** Empty for a process that ended meanwhile, and for those of other users. */
function readProc(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
