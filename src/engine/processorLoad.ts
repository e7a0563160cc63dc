import { monotonicMs } from '../metrics/clock.js';

/** Whoever asks sooner than this after the last time is told the same again: several may ask. */
const SHORTEST_WINDOW_MS = 500;

/** How busy this process is with all its threads. */
export class ProcessorLoad {
  private sinceMs = monotonicMs();
  private usedMs = usedMs();
  private last = 0;

  /** In cores, since it was last asked: 1 is as much as one of them can do. */
  get cores(): number {
    const nowMs = monotonicMs();
    const windowMs = nowMs - this.sinceMs;
    if (windowMs < SHORTEST_WINDOW_MS) return this.last;
    const before = this.usedMs;
    this.usedMs = usedMs();
    this.sinceMs = nowMs;
    this.last = (this.usedMs - before) / windowMs;
    return this.last;
  }
}

function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
