import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

/** How often someone who waits looks again. */
const pollMs = 250;

export interface LockOptions {
  /** A lock that was not refreshed for so long belonged to a process that died. */
  readonly staleMs: number;
  readonly signal: AbortSignal;
  /** Someone else holds the lock. */
  readonly onWaiting: () => void;
}

/**
 * Runs `action` while no other process does so for the same path. The signal it gets also fires when the lock was
 * lost, which happens when this process slept for longer than `staleMs` and another took its place.
 */
export async function withLock<T>(
  path: string,
  { staleMs, signal, onWaiting }: LockOptions,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const take = (): Promise<() => Promise<void>> =>
    lock(path, {
      lockfilePath: `${path}.lock`,
      realpath: false,
      stale: staleMs,
      onCompromised: (error) => {
        lost.abort(error);
      },
    });
  for (let waited = false; ; waited = true) {
    signal.throwIfAborted();
    let release: () => Promise<void>;
    try {
      release = await take();
    } catch (error) {
      if (!isHeld(error)) throw error;
      if (!waited) onWaiting();
      await delay(pollMs, undefined, { signal });
      continue;
    }
    try {
      return await action(AbortSignal.any([signal, lost.signal]));
    } finally {
      if (!lost.signal.aborted) await release();
    }
  }
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED';
}
