import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dataFolder } from '../models/location.js';
import { AloudError, messageOf } from '../protocol/errors.js';

/** Where the token of a server lies unless told otherwise: in the user's runtime folder, which ends with the session. */
export function tokenPath(port: number, environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_RUNTIME_DIR: runtime } = environment;
  return runtime ? join(runtime, 'aloud', `token-${port}`) : join(dataFolder(environment), `token-${port}`);
}

/** What `newToken` gives. */
const tokenForm = /^[\w-]{43}$/u;

/** A token for one launch. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * For a place that the user named: a folder that is not there is a slip, and is not made; and what lies there is not to be
 * lost, unless it is the token of another launch.
 * @throws AloudError `disk`
 */
export async function checkTokenPlace(path: string): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (!folder?.isDirectory()) {
    throw new AloudError(
      'disk',
      `The token cannot be written to "${path}" because its folder does not exist: choose another place.`,
    );
  }
  if (!(await stat(path).catch(() => undefined))) return;
  const there = await readFile(path, 'utf8').catch(() => undefined);
  if (there === undefined || !tokenForm.test(there)) {
    throw new AloudError(
      'disk',
      `The token cannot be written to "${path}" because something else lies there: choose another place.`,
    );
  }
}

/**
 * Writes a token where only its user can read it, in place of whatever lies there.
 * @throws AloudError `disk`
 */
export async function writeToken(path: string, token: string): Promise<void> {
  const written = `${path}.${process.pid}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rm(written, { force: true }); // a file that is there keeps its mode
    await writeFile(written, token, { mode: 0o600, flag: 'wx' });
    await rename(written, path);
  } catch (error) {
    throw new AloudError(
      'disk',
      `The token cannot be written to "${path}" (${messageOf(error)}): choose another place.`,
    );
  }
}

/**
 * The token that lies there, or a new one: windows that take turns at a port ask for the same.
 * @throws AloudError `disk`
 */
export async function sharedToken(path: string): Promise<string> {
  const known = await readFile(path, 'utf8').catch(() => '');
  if (known !== '') return known;
  await writeToken(path, newToken());
  return readFile(path, 'utf8'); // that of another window, if it was a moment later
}
