import { Emitter } from '../protocol/event.js';
import type { SentencePlace, WordTime } from '../protocol/reading.js';

/** Where the playhead was at a moment of the machine's monotonic clock, whether it moves and how fast. */
export interface PlayheadPosition {
  readonly atMs: number;
  readonly clockMs: number;
  readonly playing: boolean;
  readonly rate: number;
}

/** A word with the sentence that it is in, by source offsets. */
export interface SpokenWord extends WordTime {
  readonly sentence: SentencePlace;
}

/** Which word of a reading is spoken at which moment: what was announced of its words, and the course of the playhead. */
export class SpokenTrack {
  private readonly changed = new Emitter<[]>();
  /** By time. */
  private words: SpokenWord[] = [];
  private course: PlayheadPosition | undefined;

  /** Words were announced or the playhead changed its course; between two of these only time passes. */
  readonly onDidChange = this.changed.on;

  /** Where the playhead was when it last changed its course; undefined before it moved. */
  get position(): PlayheadPosition | undefined {
    return this.course;
  }

  /** The words of a segment. They take the place of what was announced for the time from their first one on. */
  add(words: readonly WordTime[], sentence: SentencePlace): void {
    const fromMs = words[0]?.atMs ?? Infinity;
    while ((this.words.at(-1)?.atMs ?? -Infinity) >= fromMs) this.words.pop();
    this.words.push(...words.map((word) => ({ ...word, sentence })));
    this.changed.fire();
  }

  /** Milliseconds of the reading that are heard in one, as far as the playback clock knows. */
  get rate(): number {
    return this.position?.rate ?? 1;
  }

  moved(position: PlayheadPosition): void {
    this.course = position;
    this.changed.fire();
  }

  /** What was announced will not be spoken. */
  clear(): void {
    this.words = [];
    this.course = undefined;
    this.changed.fire();
  }

  /** The word at the playhead, or the last one before it; undefined before the first one is heard. */
  at(clockMs: number): SpokenWord | undefined {
    const atMs = this.playheadMs(clockMs);
    return atMs === undefined ? undefined : this.words[this.indexAfter(atMs) - 1];
  }

  /** How long until the next known word begins; undefined where nothing moves towards one. */
  nextInMs(clockMs: number): number | undefined {
    const atMs = this.playheadMs(clockMs);
    const { position } = this;
    if (atMs === undefined || position?.playing !== true) return undefined;
    const next = this.words[this.indexAfter(atMs)];
    return next && (next.atMs - atMs) / position.rate;
  }

  private playheadMs(clockMs: number): number | undefined {
    const { position } = this;
    return position && position.atMs + (position.playing ? Math.max(0, clockMs - position.clockMs) * position.rate : 0);
  }

  /** Index of the first word that begins after `atMs`. */
  private indexAfter(atMs: number): number {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.words[middle]!.atMs <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
