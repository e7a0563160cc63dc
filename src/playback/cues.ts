import type { PlaybackCourse } from './playbackClock.js';

interface Cue {
  /** From the reading's first sample. */
  readonly atMs: number;
  readonly reached: () => void;
}

/** Calls back when the playhead reaches places of the reading; its one timer runs only while the playhead moves. */
export class Cues {
  private readonly waiting: Cue[] = [];
  private course: PlaybackCourse = { atMs: 0, clockMs: 0, playing: false };
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly nowMs: () => number) {}

  /** Cues are added in the order of their places. */
  add(atMs: number, reached: () => void): void {
    this.waiting.push({ atMs, reached });
    if (this.waiting.length === 1) this.wait();
  }

  moved(course: PlaybackCourse): void {
    this.course = course;
    this.wait();
  }

  clear(): void {
    this.waiting.length = 0;
    this.wait();
  }

  private wait(): void {
    clearTimeout(this.timer);
    const [next] = this.waiting;
    if (!next || !this.course.playing) return;
    const inMs = next.atMs - this.course.atMs - (this.nowMs() - this.course.clockMs);
    this.timer = setTimeout(() => {
      this.waiting.shift();
      next.reached();
      this.wait();
    }, inMs);
  }
}
