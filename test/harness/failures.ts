import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../src/protocol/errors.js';
import type { Workbench } from './workbench.js';

/** Enough to see what led to a failure. */
const logLines = 40;

/** A window in which a test may fail. */
export interface Window {
  readonly workbench: Workbench;
  /** The server's folder. Aloud's log is somewhere in it. */
  readonly serverFolder: string;
}

/** Those that are open now. */
export const openWindows = new Set<Window>();

// Whoever reads the output of a run elsewhere sees the window as the failed test left it.
afterEach(async function () {
  if (this.currentTest?.state !== 'failed') return;
  for (const window of openWindows) await tell(window, this.currentTest.fullTitle()).catch(logFault);
});

async function tell({ workbench, serverFolder }: Window, test: string): Promise<void> {
  const name = `failed-${test.replaceAll(/\W+/g, '-')}`;
  await workbench.screenshot(name);
  console.log(`      the window when it failed: ${name}.png; status bar: ${await statusOf(workbench)}`);
  for (const { message } of await workbench.notifications()) console.log(`      shown: ${message}`);
  for (const line of await logOf(serverFolder)) console.log(`      log: ${line}`);
}

async function statusOf(workbench: Workbench): Promise<string> {
  return (await workbench.hasStatus()) ? (await workbench.status()).label : 'nothing of Aloud';
}

async function logOf(serverFolder: string): Promise<string[]> {
  const files = await readdir(serverFolder, { recursive: true });
  const log = files.find((file) => file.endsWith('Aloud.log'));
  if (log === undefined) return ['there is none'];
  return (await readFile(join(serverFolder, log), 'utf8')).trim().split('\n').slice(-logLines);
}

function logFault(error: unknown): void {
  console.log(`      the window could not be looked at: ${messageOf(error)}`);
}
