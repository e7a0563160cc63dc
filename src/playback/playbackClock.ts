/** Where the playhead was at a moment, and how it moves: until the next one at that rate, or not at all. */
export interface PlaybackCourse {
  /** From the reading's first sample, as the reading was made. */
  readonly atMs: number;
  /** On the machine's monotonic clock; in the future where the playhead stands until then. */
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
  #told = this.#course;

  /** Position at a moment, in milliseconds from the reading's first sample; unbounded while it moves. */
  atMs(clockMs: number): number {
    return positionAt(this.#course, clockMs);
  }

  /** For how long the playhead has been standing at a moment; 0 while it moves. */
  standsForMs(clockMs: number): number {
    return this.#course.playing ? 0 : clockMs - this.#course.clockMs;
  }

  /** The playhead was put somewhere else, and stands there; returns the new course. */
  jump(atMs: number, clockMs: number): PlaybackCourse {
    this.#course = this.#told = { atMs, clockMs, playing: false, rate: 1 };
    return this.#told;
  }

  /** Takes in a report; returns the new course as it is to be told when it changed. */
  update(report: PlaybackCourse): PlaybackCourse | undefined {
    const { playing, rate, atMs } = this.#course;
    const strayedMs = Math.abs(this.atMs(report.clockMs) - report.atMs);
    const straight = report.playing
      ? rate === report.rate && strayedMs <= TOLERATED_JITTER_MS * rate
      : atMs === report.atMs;
    if (report.playing === playing && straight) return undefined;
    this.#course = report;
    this.#told = this.#withoutStepBack(report);
    return this.#told;
  }

  /**
   * A device that stalls is found out after the line has run ahead of it. Whoever follows the playhead would be sent back
   * to a word that was over; they wait where they are until it is there.
   */
  #withoutStepBack(report: PlaybackCourse): PlaybackCourse {
    const aheadMs = positionAt(this.#told, report.clockMs) - report.atMs;
    if (aheadMs <= 0) return report;
    const waitMs = report.playing ? aheadMs / report.rate : 0;
    return { ...report, atMs: report.atMs + aheadMs, clockMs: report.clockMs + waitMs };
  }
}

function positionAt({ atMs, clockMs: since, playing, rate }: PlaybackCourse, clockMs: number): number {
  return playing ? atMs + Math.max(clockMs - since, 0) * rate : atMs;
}
