import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ModelStatus } from '../../../../src/models/store.js';

const program = join(__dirname, 'support', 'modelsCli.main.js');

export interface Outcome {
  readonly exitCode: number | null;
  readonly errors: string;
  /** The object in the last line of standard output; undefined where there is none. */
  readonly json: { readonly folder: string; readonly models: readonly ModelStatus[] } | undefined;
}

/** Runs `models …` in a process of its own, with everything kept in `home`. */
export async function runModels(
  home: string,
  args: readonly string[],
  signalWhenErrorsMatch?: RegExp,
): Promise<Outcome> {
  const child = spawn(process.execPath, [program, 'models', ...args], { env: { ...process.env, ALOUD_HOME: home } });
  let errors = '';
  let signalled = false;
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
    if (signalled || !signalWhenErrorsMatch?.test(errors)) return;
    signalled = true; // once: a second one ends a program without ceremony
    child.kill('SIGINT');
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const last = output.trim().split('\n').at(-1) ?? '';
  const json = last.startsWith('{') ? (JSON.parse(last) as Outcome['json']) : undefined;
  return { exitCode: child.exitCode, errors, json };
}
