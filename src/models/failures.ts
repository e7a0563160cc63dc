import { AloudError, messageOf } from '../protocol/errors.js';

/** What to do when a model is missing or damaged. */
export const howToInstall = (id = ''): string =>
  `Run "Aloud: Install Model…" in the editor, or "models fetch${id === '' ? '' : ` ${id}`}" on the command line.`;

/** What no source but a folder can bring. */
export function cameFromFolder(): AloudError {
  return new AloudError('model-missing', 'This model came from a folder of yours: install it from there again.');
}

/** `312 MB`: bytes for people. */
export function megabytes(bytes: number): string {
  const count = bytes / 1e6;
  return `${count.toFixed(count < 10 ? 1 : 0)} MB`;
}

/** The code of a failed system call, such as `ENOSPC`; of its cause where it has none of its own. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}

/** What happened on the way to a server, by the codes of Node and its fetch. */
const networkReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  UND_ERR_SOCKET: 'the connection was lost',
  ENOTFOUND: 'its name was not found',
  EAI_AGAIN: 'its name could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
};

/** Why a server could not be reached, in words; fetch itself says no more than that it failed. */
export function networkReason(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined) return networkReasons[code] ?? code;
  return error instanceof Error && error.cause instanceof Error ? networkReason(error.cause) : messageOf(error);
}

export function diskFull(folder: string, details = ''): AloudError {
  return new AloudError(
    'disk',
    `There is not enough room on the disk for ${folder}${details}. Free some, or set ALOUD_HOME to a folder elsewhere, and try again.`,
  );
}

/** Turns whatever stopped work in a model folder into a sentence for people. */
export function explain(error: unknown, folder: string, signal?: AbortSignal): unknown {
  if (signal?.aborted)
    return new AloudError(
      'cancelled',
      'Cancelled before the model was complete. Try again at any time; a download goes on where it stopped.',
      {
        cause: error,
      },
    );
  if (error instanceof AloudError) return error;
  switch (codeOf(error)) {
    case undefined:
      return error;
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder);
    case 'ECOMPROMISED':
      return new AloudError('disk', 'Another window has taken over installing the model. Try again in a moment.');
    case 'EBUSY':
    case 'ETXTBSY':
      return new AloudError('disk', `A file in ${folder} is in use. Stop reading in every window and try again.`);
    default:
      return new AloudError(
        'disk',
        `${folder} cannot be read and written (${messageOf(error)}). Change that, or set ALOUD_HOME to a folder elsewhere, and try again.`,
        { cause: error },
      );
  }
}
