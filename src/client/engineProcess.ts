import { fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import {
  ConnectionError,
  createMessageConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  ResponseError,
} from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { ErrorData } from '../protocol/engine.js';
import { AloudError, messageOf } from '../protocol/errors.js';

/** How long a child may take to end by itself before it is killed. */
const GRACE_MS = 500;

/** One run of the engine's process with the connection to it. */
export interface EngineProcess {
  readonly connection: MessageConnection;
  readonly pid: number | undefined;
  /** False from the moment it is known to have ended. */
  readonly alive: boolean;
  /** Resolves with a sentence that says how it ended; never rejects. */
  readonly exited: Promise<string>;
  /** Asks it to end, kills it when it does not. */
  end(): Promise<void>;
}

/**
 * Forks the engine. `advanced` serialization is what lets samples travel as binary.
 * @param onOutput Lines the child (or native code in it) printed.
 */
export function forkEngine(
  enginePath: string,
  engineArguments: readonly string[],
  onOutput: (line: string) => void,
): EngineProcess {
  const child = fork(enginePath, engineArguments, {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  for (const stream of [child.stdout, child.stderr]) if (stream) forwardLines(stream, onOutput);

  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  let alive = true;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(messageOf(error));
    });
    child.once('exit', (code, signal) => {
      resolve(signal ? `ended by ${signal}` : `ended with code ${code ?? 'unknown'}`);
    });
  }).finally(() => {
    alive = false;
    connection.dispose();
  });
  // Writing to a process that is gone fails before 'exit' is heard; the exit says all there is to say.
  connection.onError(() => undefined);
  connection.listen();

  return {
    connection,
    pid: child.pid,
    get alive() {
      return alive;
    },
    exited,
    async end() {
      if (child.connected) child.disconnect();
      const killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await exited;
      clearTimeout(killer);
    },
  };
}

function forwardLines(stream: Readable, onLine: (line: string) => void): void {
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    for (const line of text.split('\n')) if (line.trim() !== '') onLine(line.trimEnd());
  });
}

/** Whether a request failed because the process was lost, or is about to be: that is heard of a little later. */
export function isLoss(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  const { PendingResponseRejected, MessageWriteError, ConnectionInactive } = ErrorCodes;
  const codes: readonly number[] = [PendingResponseRejected, MessageWriteError, ConnectionInactive];
  return error instanceof ResponseError && codes.includes(error.code);
}

/** What the engine answers, or the AloudError that it threw. */
export async function answerOf<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking;
  } catch (error) {
    throw toAloudError(error);
  }
}

/** The AloudError that the engine threw, rebuilt on this side of the wire. */
export function toAloudError(error: unknown): AloudError {
  if (error instanceof AloudError) return error;
  const data = error instanceof ResponseError ? (error.data as ErrorData | undefined) : undefined;
  return new AloudError(data?.code ?? 'internal', messageOf(error));
}
