import type { SplitKind } from '../../src/protocol/reading.js';
import { pauseAfterMs } from '../../src/synthesis/silence.js';
import type { CostModel } from '../../src/synthesis/schedule/costModel.js';
import type { Piece } from '../../src/synthesis/schedule/cuts.js';
import { Forecast, length, settlingFrames, type Span } from '../../src/synthesis/schedule/forecast.js';
import { Schedule, type ScheduleOptions } from '../../src/synthesis/schedule/schedule.js';
import type { Sentence } from '../../src/text/sentence.js';
import { knownCosts, type Machine } from './machine.js';

/** What happens to be different from one job to the next. */
export interface Chance {
  /** A job's time over what the machine usually takes. */
  job(): number;
  /** An utterance's length over what its phonemes let expect. */
  duration(): number;
  /** Frames that it is silent before its first sound, more than usual. */
  lead(): number;
}

export const noChance: Chance = { job: () => 1, duration: () => 1, lead: () => 0 };

export interface Outcome {
  /** When playback began; null when there was nothing to play. */
  readonly ttfaMs: number | null;
  /** How often and for how long sound ran out. */
  readonly starvations: number;
  readonly starvedMs: number;
  /** How long playback was held between sentences, so that it need not stop within one. */
  readonly heldMs: number;
  readonly soundMs: number;
  readonly computeMs: number;
  readonly mostBufferedMs: number;
  readonly pieces: readonly Piece[];
  readonly chunks: readonly number[];
  /** Segments by why they end where they do. */
  readonly splits: Record<SplitKind, number>;
}

/** A user who pauses when so much was heard, for so long. */
export interface Break {
  readonly atMs: number;
  readonly forMs: number;
}

/** Reads a text with a schedule on a machine that exists in numbers only. */
export function simulate(
  text: readonly Sentence[],
  machine: Machine,
  costs: CostModel,
  options: ScheduleOptions,
  chance: Chance = noChance,
  pause?: Break,
): Outcome {
  return new Simulation(text, machine, costs, options, chance, pause).run();
}

class Simulation {
  readonly #schedule: Schedule;
  readonly #truth: Forecast;
  #now = 0;
  #made = 0;
  #heard = 0;
  #playing = false;
  /** Playback starts or goes on then; Infinity while nothing is there. */
  #playAt = Infinity;
  #startedAt: number | null = null;
  #dry = false;
  #pausedUntil = 0;
  #starvations = 0;
  #starvedMs = 0;
  #heldMs = 0;
  #computeMs = 0;
  #mostBuffered = 0;
  #jobStart = 0;
  #finished = false;
  /** Where in the sound sentences start that playback has not reached. */
  readonly #gates: number[] = [];
  readonly #pieces: Piece[] = [];
  readonly #chunks: number[] = [];

  constructor(
    text: readonly Sentence[],
    machine: Machine,
    costs: CostModel,
    private readonly options: ScheduleOptions,
    private readonly chance: Chance,
    private pause: Break | undefined,
  ) {
    this.#schedule = new Schedule(text, costs, options);
    this.#truth = new Forecast(knownCosts(machine), options);
  }

  run(): Outcome {
    let span: Span = { lead: 0, sound: 0, trail: 0, chunked: false };
    for (;;) {
      this.#jobStart = this.#now;
      const action = this.#schedule.next(this.#progress());
      if (action.kind === 'finished') break;
      if (action.kind === 'wait') {
        this.#advance(this.#now + Math.max(1, this.#made - this.#heard - action.untilBufferedMs));
      } else if (action.kind === 'begin') {
        const { piece } = action;
        span = this.#truth.span(piece.phonemes);
        const lead = Math.max(0, span.lead + this.chance.lead());
        span = { ...span, lead, sound: Math.max(1, Math.round(span.sound * this.chance.duration())) };
        const ms = this.#work(this.#beginMs(piece, span));
        this.#schedule.began({ ms, from: 0, frames: length(span), chunked: span.chunked });
        this.#pieces.push(piece);
        if (piece.from === 0 && this.#made > 0) this.#gates.push(this.#made);
      } else {
        const frames = action.to - action.from;
        const ms = this.#work(this.#truth.chunkMs(frames));
        const audioMs = this.#truth.soundMs(span, action.from, action.to);
        const isOver = action.to >= Math.min(span.lead + span.sound + settlingFrames, length(span));
        this.#schedule.decoded({ ms, audioMs, isOver });
        this.#chunks.push(frames);
        this.#made += audioMs;
        if (isOver) this.#made += this.#pauseMs(this.#pieces.at(-1)!);
        this.#mostBuffered = Math.max(this.#mostBuffered, this.#made - this.#heard);
      }
      this.#jobStart = this.#now;
      this.#mayPlay();
    }
    this.#finished = true;
    this.#mayPlay();
    this.#advance(this.#now + this.#made - this.#heard + 10 * this.options.maxHoldMs);
    return this.#outcome();
  }

  #outcome(): Outcome {
    const splits = { sentence: 0, clause: 0, words: 0 };
    for (const { split } of this.#pieces) splits[split]++;
    return {
      ttfaMs: this.#startedAt,
      starvations: this.#starvations,
      starvedMs: this.#starvedMs,
      heldMs: this.#heldMs,
      soundMs: this.#made,
      computeMs: this.#computeMs,
      mostBufferedMs: this.#mostBuffered,
      pieces: this.#pieces,
      chunks: this.#chunks,
      splits,
    };
  }

  #beginMs(piece: Piece, span: Span): number {
    if (this.options.decodes === 'chunks') return this.#truth.beginMs(piece.phonemes);
    return (this.#truth.beginMs(piece.phonemes) * length(span)) / length(this.#truth.span(piece.phonemes));
  }

  #pauseMs({ boundary }: Piece): number {
    return pauseAfterMs(boundary, this.options.pauseMs, this.options.speed);
  }

  #progress(): { bufferedMs: number; elapsedMs: number; workingMs: number } {
    return {
      bufferedMs: this.#made - this.#heard,
      elapsedMs: this.#now,
      workingMs: this.#now - this.#jobStart,
    };
  }

  #work(usualMs: number): number {
    const ms = usualMs * this.chance.job();
    this.#computeMs += ms;
    this.#advance(this.#now + ms);
    return ms;
  }

  /** Asks whether playback may go on, unless it does. */
  #mayPlay(): void {
    if (this.#playing || this.#made <= this.#heard || this.#now < this.#pausedUntil) return;
    this.#playAt = this.#now + this.#schedule.holdMs(this.#progress());
    if (this.#playAt <= this.#now) this.#play();
  }

  #play(): void {
    this.#playing = true;
    this.#dry = false;
    this.#startedAt ??= this.#now;
  }

  #advance(until: number): void {
    while (this.#now < until) {
      if (this.#playing) {
        if (this.#heard >= this.#made) {
          if (this.#finished) return;
          this.#playing = false;
          this.#dry = true;
          this.#playAt = Infinity;
          this.#starvations++;
          continue;
        }
        if (this.pause && this.#heard >= this.pause.atMs) {
          this.#playing = false;
          this.#pausedUntil = this.#now + this.pause.forMs;
          this.#playAt = this.#pausedUntil;
          this.pause = undefined;
          continue;
        }
        if (this.#gates[0] === this.#heard) {
          this.#gates.shift();
          const holdMs = this.#schedule.holdMs(this.#progress());
          if (holdMs > 0) {
            this.#playing = false;
            this.#playAt = this.#now + holdMs;
          }
          continue;
        }
        const stop = Math.min(this.#made, this.#gates[0] ?? Infinity, this.pause?.atMs ?? Infinity);
        const left = stop - this.#heard;
        if (left <= until - this.#now) {
          this.#now += left;
          this.#heard = stop;
        } else {
          this.#heard += until - this.#now;
          this.#now = until;
        }
      } else {
        const next = Math.min(until, this.#playAt);
        if (this.#dry) this.#starvedMs += next - this.#now;
        else if (this.#startedAt !== null && this.#now >= this.#pausedUntil) this.#heldMs += next - this.#now;
        this.#now = next;
        if (this.#now >= this.#playAt) this.#play();
      }
    }
  }
}
