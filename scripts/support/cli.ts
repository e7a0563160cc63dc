import { execa } from 'execa';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { inRepository } from './repository.js';

export const cliPath = inRepository('dist', 'cli.js');

/** Fetches and verifies the models that are not there yet, with progress on standard error. */
export async function fetchModels(): Promise<void> {
  const { exitCode } = await execa(process.execPath, [cliPath, 'models', 'fetch'], { stdio: 'inherit', reject: false });
  if (exitCode !== 0) throw new Error('The model could not be fetched; the message above says why.');
}

/** Reads a text aloud. Gives the report, or undefined when the reading failed; the CLI has then said why. */
export async function say(text: string, ...options: readonly string[]): Promise<ReadingReport | undefined> {
  const { exitCode, stdout } = await execa(process.execPath, [cliPath, 'say', text, '--json', ...options], {
    stdin: 'ignore',
    stderr: 'inherit',
    reject: false,
  });
  return exitCode === 0 ? (JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as ReadingReport) : undefined;
}
