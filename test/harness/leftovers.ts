import { setTimeout as sleep } from 'node:timers/promises';
import { commandLineOf, processesWith } from './processes.js';

/** Marks every process of a run, down to the last grandchild. */
export const runVariable = 'ALOUD_TEST_RUN';

/** Language servers of VS Code look only every few seconds whether their editor went away. */
const graceMs = 10_000;

/** Waits for the processes of a run to be gone and gives the command lines of those that stay; these are killed. */
export async function endLeftovers(run: string): Promise<string[]> {
  const left = () => processesWith(runVariable, run);
  const deadline = Date.now() + graceMs;
  while (left().length > 0 && Date.now() < deadline) await sleep(50);
  return left().map((id) => {
    const commandLine = commandLineOf(id);
    process.kill(id, 'SIGKILL');
    return commandLine;
  });
}
