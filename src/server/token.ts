import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dataFolder } from '../models/location.js';
import { AloudError, messageOf } from '../protocol/errors.js';

/** Where the token of a server lies unless told otherwise: in the user's runtime folder, which ends with the session. */
export function tokenPath(port: number, environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_RUNTIME_DIR: runtime } = environment;
  return runtime ? join(runtime, 'aloud', `token-${port}`) : join(dataFolder(environment), `token-${port}`);
}

/**
 * Makes a token for one launch and writes it where only its user can read it.
 * @throws AloudError `disk`
 */
export async function issueToken(path: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rm(path, { force: true }); // a file that is there keeps its mode
    await writeFile(path, token, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new AloudError(
      'disk',
      `The token cannot be written to "${path}" (${messageOf(error)}): choose another place.`,
    );
  }
  return token;
}

/**
 * The token that lies there, or a new one: windows that take turns at a port ask for the same.
 * @throws AloudError `disk`
 */
export async function sharedToken(path: string): Promise<string> {
  const token = await readFile(path, 'utf8').catch(() => '');
  return token.length >= 32 ? token : issueToken(path);
}
