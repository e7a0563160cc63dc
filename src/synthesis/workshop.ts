import { fork } from 'node:child_process';
import { AloudError, type ErrorCode, messageOf } from '../protocol/errors.js';
import type { DerivationRequest } from './kokoro/derivation/derive.js';
import type { LoadParams } from './inferenceProtocol.js';
import type { PiperDerivation } from './piper/derive.js';

/* Heavy work of some seconds to minutes, in a process of its own (workshop.main.ts): it may use memory and both cores
   without anyone noticing, and can be killed at any time. */

export type DerivationJob =
  ({ readonly kind: 'derive' } & DerivationRequest) | ({ readonly kind: 'derivePiper' } & PiperDerivation);

export type Job =
  | DerivationJob
  /** Says a sentence in this voice and measures it; gives a TrialResult as JSON. */
  | { readonly kind: 'try'; readonly params: LoadParams; readonly voice: string }
  | {
      readonly kind: 'calibrate';
      readonly voice: string;
      /** Folder of a derivation. */
      readonly derivation: string;
      readonly voicesFolder: string;
      readonly calibrationFolder: string;
      /** Where the voice's predictor is put, and what an interrupted calibration needs to go on. */
      readonly predictorsFolder: string;
    };

/** What the process says. */
export type Report =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number }
  | { readonly kind: 'done'; readonly result: string }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

export interface JobOptions {
  /** The bundle of workshop.main.ts. */
  readonly program: string;
  readonly onProgress?: (step: string, done: number) => void;
  /** Ends the process. What it had done for a calibration is kept. */
  readonly signal?: AbortSignal;
}

/**
 * Has a job done. Resolves to its result: for most, the path of what was made.
 * @throws AloudError what the job throws; `cancelled`; `engine-failed` when the process dies
 */
export function runJob(job: Job, { program, onProgress, signal }: JobOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    const stop = () => child.kill('SIGKILL');
    const settle = (end: () => void) => {
      signal?.removeEventListener('abort', stop);
      child.removeAllListeners();
      stop();
      end();
    };
    child.on('message', (message) => {
      const report = message as Report;
      if (report.kind === 'progress') onProgress?.(report.step, report.done);
      else if (report.kind === 'done')
        settle(() => {
          resolve(report.result);
        });
      else
        settle(() => {
          reject(new AloudError(report.code, report.message));
        });
    });
    child.on('error', (error) => {
      settle(() => {
        reject(failed(messageOf(error)));
      });
    });
    child.on('exit', (code, killedBy) => {
      settle(() => {
        reject(
          signal?.aborted
            ? new AloudError('cancelled', 'Preparing the voice was stopped.')
            : failed(String(killedBy ?? code)),
        );
      });
    });
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop);
    child.send(job);
  });
}

function failed(end: string): AloudError {
  const cause = new Error(`its process ended with ${end}`);
  const message = `The voice could not be made faster on this machine (${cause.message}), so the published model is used.`;
  return new AloudError('engine-failed', message, { cause });
}
