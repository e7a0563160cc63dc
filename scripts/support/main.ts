import { messageOf } from '../../src/protocol/errors.js';

/** Runs a program's main function; what goes wrong becomes a sentence on standard error and exit code 1. */
export function main(program: () => Promise<void>): void {
  program().catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  });
}

/** Calls back instead of ending the process at once, so that the program can end in order. */
export function onStopSignal(stop: () => unknown): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}
