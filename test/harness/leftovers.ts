import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Marks every process of a run, down to the last grandchild: environments are inherited. */
export const runVariable = 'ALOUD_TEST_RUN';

/** Language servers of VS Code look only every few seconds whether their editor went away. */
const graceMs = 10_000;

/**
 * Waits for the processes of a run to be gone and gives the command lines of those that stay; these are killed. Works on
 * Linux; elsewhere nothing is found.
 */
export async function endLeftovers(run: string): Promise<string[]> {
  const deadline = Date.now() + graceMs;
  while (processesOf(run).length > 0 && Date.now() < deadline) await sleep(50);
  return processesOf(run).map((id) => {
    const commandLine = readProc(id, 'cmdline').replaceAll('\0', ' ').trim();
    process.kill(id, 'SIGKILL');
    return commandLine;
  });
}

function processesOf(run: string): number[] {
  if (process.platform !== 'linux') return [];
  const ids = readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0 && id !== process.pid);
  return ids.filter((id) => readProc(id, 'environ').split('\0').includes(`${runVariable}=${run}`));
}

/** Empty for a process that ended meanwhile, and for those of other users. */
function readProc(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
