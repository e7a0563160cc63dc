import type { PlaybackCourse } from './playbackClock.js';

/** Timers may fire so much early. */
const EARLY_MS = 1;

interface Cue {
  /** From the reading's first sample. */
  readonly atMs: number;
  readonly reached: () => void;
}

/**
 * Calls back when the playhead comes to a place of the reading or behind it, wherever it came from. Its one timer runs
 * only while the playhead moves.
 */
export class Cues {
  private readonly places: Cue[] = [];
  /** The last one before the playhead. */
  private current: Cue | undefined;
  private course: PlaybackCourse = { atMs: 0, clockMs: 0, playing: false, rate: 1 };
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly nowMs: () => number) {}

  /** Cues are added in the order of their places. */
  add(atMs: number, reached: () => void): void {
    this.places.push({ atMs, reached });
    this.look();
  }

  moved(course: PlaybackCourse): void {
    this.course = course;
    this.look();
  }

  clear(): void {
    this.places.length = 0;
    this.look();
  }

  private look(): void {
    clearTimeout(this.timer);
    const { atMs, clockMs, playing, rate } = this.course;
    if (!playing) return;
    const playheadMs = atMs + Math.max(this.nowMs() - clockMs, 0) * rate;
    const index = this.places.findLastIndex((place) => place.atMs <= playheadMs + EARLY_MS);
    const [current, next] = [this.places[index], this.places[index + 1]];
    const changed = current !== this.current;
    this.current = current;
    if (changed) current?.reached();
    if (!next) return;
    this.timer = setTimeout(
      () => {
        this.look();
      },
      (next.atMs - playheadMs) / rate,
    );
  }
}
