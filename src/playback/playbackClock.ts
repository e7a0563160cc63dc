/** Where the playhead was at a moment, and how it moves: until the next one at that rate, or not at all. */
export interface PlaybackCourse {
  /** From the reading's first sample, as the reading was made. */
  readonly atMs: number;
  /** On the machine's monotonic clock. */
  readonly clockMs: number;
  readonly playing: boolean;
  /** While it plays: milliseconds of the reading a millisecond. */
  readonly rate: number;
}

/**
 * Devices fetch samples in blocks (up to 60 ms) and are looked at every 20 ms, so that what is reported lags by changing
 * amounts; the course stays straight through that and bends only for more.
 */
const TOLERATED_JITTER_MS = 80;

/** The straight line through what outputs report. */
export class PlaybackClock {
  #course: PlaybackCourse = { atMs: 0, clockMs: 0, playing: false, rate: 1 };

  /** Position at a moment, in milliseconds from the reading's first sample; unbounded while it moves. */
  atMs(clockMs: number): number {
    const { atMs, clockMs: since, playing, rate } = this.#course;
    return playing ? atMs + Math.max(clockMs - since, 0) * rate : atMs;
  }

  /** For how long the playhead has been standing at a moment; 0 while it moves. */
  standsForMs(clockMs: number): number {
    return this.#course.playing ? 0 : clockMs - this.#course.clockMs;
  }

  /** Takes in a report; returns the new course when it changed. */
  update(report: PlaybackCourse): PlaybackCourse | undefined {
    const { playing, rate, atMs } = this.#course;
    const strayedMs = Math.abs(this.atMs(report.clockMs) - report.atMs);
    const straight = report.playing
      ? rate === report.rate && strayedMs <= TOLERATED_JITTER_MS * rate
      : atMs === report.atMs;
    if (report.playing === playing && straight) return undefined;
    this.#course = report;
    return report;
  }
}
