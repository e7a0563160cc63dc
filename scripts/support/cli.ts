import { execa } from 'execa';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { inRepository } from './repository.js';

export const cliPath = inRepository('dist', 'cli.js');

/** Fetches and verifies what is not there yet of the given models, with progress on standard error. */
export async function fetchModels(...models: readonly string[]): Promise<void> {
  for (const model of models) {
    const options = { stdio: 'inherit', reject: false } as const;
    const { exitCode } = await execa(process.execPath, [cliPath, 'models', 'fetch', model], options);
    if (exitCode !== 0) throw new Error('The model could not be fetched; the message above says why.');
  }
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
