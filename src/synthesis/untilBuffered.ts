import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadingRequest } from '../protocol/reading.js';
import type { SynthesisContext } from './speechSynthesizer.js';

/** Half a minute of sound costs little memory, and little work is wasted when the reading is stopped. */
const MAX_AHEAD_MS = 30_000;
/** While playback is paused the buffer stands, so waiting for it means asking now and then. */
const POLL_MS = 100;

/** How far ahead of the playhead a reading is made. */
export function mostAheadMs({ output }: Pick<ReadingRequest, 'output'>): number {
  return output === 'none' ? Infinity : MAX_AHEAD_MS;
}

/** Resolves once no more than so much is left to be played, or nothing is wanted any more. */
export async function untilBuffered(
  ms: number,
  { bufferedAheadMs, signal }: Pick<SynthesisContext, 'bufferedAheadMs' | 'signal'>,
): Promise<void> {
  for (let ahead = bufferedAheadMs(); ahead > ms && !signal.aborted; ahead = bufferedAheadMs()) {
    await sleep(Math.max(POLL_MS, ahead - ms), undefined, { signal }).catch(() => undefined);
  }
}
