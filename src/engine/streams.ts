import { AloudError } from '../protocol/errors.js';
import type { ActiveReading } from './activeReading.js';

/** So many readings for others may be under way or wait for their turn. */
const MOST = 16;
const SECOND_MS = 1000;
/** Nobody is told to stay away for longer. */
const LONGEST_WAIT_SECONDS = 60;

/** The queue is full; there is probably room again after `retryAfterSeconds`. */
export class QueueFull extends AloudError {
  constructor(readonly retryAfterSeconds: number) {
    super('busy', `The queue of ${MOST} readings is full: try again in ${retryAfterSeconds} s.`);
  }
}

/** The readings whose samples go to somebody else. All are under way; the inference queue decides whose turn it is. */
export class Streams {
  readonly limit = MOST;
  /** With the time at which each began. */
  private readonly readings = new Map<ActiveReading, number>();
  /** How long the last readings took, one after the other, as a moving average. */
  private readingMs = SECOND_MS;
  private lastEndMs = 0;

  get length(): number {
    return this.readings.size;
  }

  /** @throws QueueFull */
  checkRoom(): void {
    if (this.readings.size < MOST) return;
    const seconds = Math.ceil(this.readingMs / SECOND_MS);
    throw new QueueFull(Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS));
  }

  add(reading: ActiveReading): void {
    this.readings.set(reading, performance.now());
  }

  delete(reading: ActiveReading): void {
    const beganMs = this.readings.get(reading);
    if (beganMs === undefined) return;
    this.readings.delete(reading);
    const nowMs = performance.now();
    this.readingMs += (nowMs - Math.max(beganMs, this.lastEndMs) - this.readingMs) / 4;
    this.lastEndMs = nowMs;
  }
}
