import type { SplitKind } from '../../protocol/reading.js';
import type { Boundary, Sentence } from '../../text/sentence.js';
import { pauseAfterMs, type Pauses } from '../silence.js';
import type { CostModel } from './costModel.js';
import { Cuts, splitAt, type Piece } from './cuts.js';
import { Forecast, firstChunkFrames, length, settlingFrames, type Span, type Synthesis } from './forecast.js';
import { least, Plan } from './plan.js';
import { segmentLimit } from './segmentLimits.js';

export interface ScheduleOptions extends Synthesis {
  /** The most phonemes that the model takes at once. */
  readonly maxPhonemes: number;
  readonly pauseMs: Pauses;
  /** What the model made is played so much faster [1]; pauses are shorter by it. */
  readonly tempo?: number;
  /** Time from the command to the first sound that is aimed at. */
  readonly ttfaBudgetMs: number;
  /** Length of the whole text, in characters. */
  readonly characters: number;
  /** Stop making sound when so much is buffered. */
  readonly maxAheadMs: number;
  /** Never hold playback for longer than this at a time. */
  readonly maxHoldMs: number;
  /** The sound of a piece is there already. */
  readonly isKnown?: (piece: Piece) => boolean;
}

/** How playback stands. */
export interface Progress {
  /** Sound made and not yet heard, pauses included. */
  readonly bufferedMs: number;
  /** Time since the command was accepted. */
  readonly elapsedMs: number;
  /** Time that the worker has spent on the action it was given last; 0 between actions. */
  readonly workingMs: number;
}

/** What the worker does next. */
export type Action =
  | { readonly kind: 'begin'; readonly piece: Piece }
  /** Decode frames [from, to) of the segment that was begun last. */
  | { readonly kind: 'decode'; readonly from: number; readonly to: number }
  /** Ask again when no more than so much is buffered. */
  | { readonly kind: 'wait'; readonly untilBufferedMs: number }
  | { readonly kind: 'finished' };

/** Precision with which playback is held: nobody hears it. */
const aboutMs = 2;
/** Time of synthesis for each millisecond of sound from which on one is about as long as the other. */
const hardlyFaster = 0.75;
/** Plans look so far into the text. */
const horizonMs = 12_000;
/** The least that is said first, for the sake of a very small budget. */
const fewestCharacters = 15;
/** A buffer that was full may run down to this part before work is taken up again. */
const refillAt = 2 / 3;
/** A chunk should take no more than half of the buffer: the rest is for what nobody foresaw. */
const chunkShares = [0.5, 0.75, 1];

/** The segment that was begun last. */
interface Current {
  readonly piece: Piece;
  readonly span: Span;
  /** Frame of the utterance from which it is decoded. */
  readonly from: number;
  /** How long its frames are heard, and the speed of the model in it. */
  readonly frameMs: number;
  readonly speed: number;
  /** Frames decoded and sound made of them. */
  done: number;
  soundMs: number;
}

/**
 * Decides for one reading what is synthesised next, how much at a time, and when playback may start, so that the first
 * sound is early and sound never runs out. It does nothing itself: ask `next`, do it, tell `began` or `decoded`.
 *
 * Pausing playback needs no telling: nothing is taken from the buffer, so the schedule fills it and waits.
 */
export class Schedule {
  readonly #text: Iterator<Sentence, unknown>;
  /** Sentences that were taken from the text and not yet begun to their end; the first one from a word on. */
  readonly #ahead: Cuts[] = [];
  #fromWord = 0;
  #unseenCharacters: number;
  #action: Action = { kind: 'finished' };
  #current: Current | undefined;
  /** Which chunk of the reading is decoded next; none is the first after sound that need not be decoded. */
  #nextChunk: 'first' | 'second' | 'later' = 'first';
  #heldSinceMs: number | undefined;

  constructor(
    text: Iterable<Sentence>,
    private readonly costs: CostModel,
    private options: ScheduleOptions,
  ) {
    this.#text = text[Symbol.iterator]();
    this.#unseenCharacters = options.characters;
  }

  /** What is begun from now on is spoken at another pace. */
  adjust(pace: Pick<ScheduleOptions, 'speed' | 'tempo' | 'frameMs'>): void {
    this.options = { ...this.options, ...pace };
  }

  /** In place of `began` and `decoded`: the action `begin` was done, as the piece's sound was there already. */
  recalled(): void {
    if (this.#action.kind !== 'begin') throw new Error(`The schedule did not ask to begin but to ${this.#action.kind}`);
    this.#passed(this.#action.piece);
    this.#nextChunk = 'later';
  }

  next(progress: Progress): Action {
    this.#action = this.#decide(progress);
    return this.#action;
  }

  /**
   * The action `begin` was done.
   * @param from first frame worth decoding: those before it are silent.
   * @param frames the utterance's length.
   */
  began({ ms, from, frames, chunked }: { ms: number; from: number; frames: number; chunked: boolean }): void {
    if (this.#action.kind !== 'begin') throw new Error(`The schedule did not ask to begin but to ${this.#action.kind}`);
    const { piece } = this.#action;
    const { lead, trail } = this.#forecast().span(piece.phonemes);
    const sound = Math.max(0, frames - from - lead - trail);
    const { frameMs, speed } = this.options;
    this.#current = {
      piece,
      span: { lead, sound, trail: frames - from - lead - sound, chunked },
      from,
      frameMs,
      speed,
      done: 0,
      soundMs: 0,
    };
    if (this.options.decodes === 'chunks') this.costs.observe('front', piece.phonemes, ms);
    else this.costs.observe('whole', frames - from, ms);
    this.#passed(piece);
  }

  /**
   * The action `decode` was done.
   * @param audioMs sound that it added to the buffer, without the pause after a segment.
   * @param isOver nothing but silence is left of the utterance.
   */
  decoded({ ms, audioMs, isOver }: { ms: number; audioMs: number; isOver: boolean }): void {
    const current = this.#current;
    if (this.#action.kind !== 'decode' || !current) throw new Error('The schedule did not ask to decode');
    const frames = this.#action.to - this.#action.from;
    if (this.options.decodes === 'chunks') this.costs.observe('chunk', frames, ms);
    current.done += frames;
    current.soundMs += audioMs;
    this.#nextChunk = this.#nextChunk === 'first' ? 'second' : 'later';
    this.#learnSilence(current, frames, audioMs, isOver);
    if (isOver) this.#current = undefined;
  }

  /**
   * How long playback has to be held, as things stand, so as not to stop short later: 0 when it may go on. To be asked
   * when playback is to start, after it ran empty, and where a sentence starts; again after each action until it is 0.
   */
  holdMs(progress: Progress): number {
    const { bufferedMs, elapsedMs, workingMs } = progress;
    this.#lookAhead();
    const isFull = bufferedMs >= this.options.maxAheadMs;
    const neededMs = isFull ? 0 : this.#hold(bufferedMs + workingMs, this.#plan(this.#forecast()));
    if (neededMs > 0) {
      this.#heldSinceMs ??= elapsedMs;
      const leftMs = this.#heldSinceMs + this.options.maxHoldMs - elapsedMs;
      if (leftMs > 0) return Math.min(neededMs, leftMs);
    }
    this.#heldSinceMs = undefined;
    return 0;
  }

  /** The machine has hardly time to spare beside speech, not only just now. */
  get isSlow(): boolean {
    return this.#forecast().usualRtf >= hardlyFaster;
  }

  #decide({ bufferedMs, elapsedMs }: Progress): Action {
    const { maxAheadMs } = this.options;
    if (bufferedMs >= maxAheadMs) return { kind: 'wait', untilBufferedMs: maxAheadMs * refillAt };
    this.#lookAhead();
    if (this.#current) {
      const { from, done } = this.#current;
      return { kind: 'decode', from: from + done, to: from + done + this.#chunk(this.#current, bufferedMs) };
    }
    const cuts = this.#ahead[0];
    if (!cuts) return { kind: 'finished' };
    return {
      kind: 'begin',
      piece: this.#nextChunk === 'first' ? this.#first(cuts, elapsedMs) : this.#next(cuts, bufferedMs),
    };
  }

  /** Nothing is sooner than what is there. */
  #first(cuts: Cuts, elapsedMs: number): Piece {
    const pieces = byPreference(cuts, cuts.endsAfter(this.#fromWord)).map((end) => cuts.piece(this.#fromWord, end));
    return pieces.find(this.#isKnown) ?? cuts.piece(this.#fromWord, this.#firstEnd(cuts, elapsedMs));
  }

  /** What is there is taken if it is no worse a piece than the one that would have to be made. */
  #next(cuts: Cuts, bufferedMs: number): Piece {
    const to = this.#nextEnd(cuts, bufferedMs);
    const ends = byPreference(cuts, cuts.endsAfter(this.#fromWord));
    const pieces = ends.slice(0, ends.indexOf(to) + 1).map((end) => cuts.piece(this.#fromWord, end));
    return pieces.find(this.#isKnown) ?? pieces.at(-1)!;
  }

  /** The longest piece with which sound is there within the budget and does not stop short after; else the soonest. */
  #firstEnd(cuts: Cuts, elapsedMs: number): number {
    const { ttfaBudgetMs, maxHoldMs } = this.options;
    const doubtful = this.#forecast();
    const hoped = new Forecast(this.costs, this.options, false);
    const plan = this.#plan(doubtful);
    const candidates = byPreference(cuts, this.#firstEnds(cuts)).map((end) => {
      const phonemes = cuts.phonemes(this.#fromWord, end);
      const span = doubtful.span(phonemes);
      const first = doubtful.firstChunk(span);
      const readyMs = hoped.beginMs(phonemes) + hoped.chunkMs(first);
      const soundMs = doubtful.soundMs(span, 0, first);
      const pauseMs = this.#pauseMs(cuts.boundary(end));
      const lastsFrom = (startMs: number): boolean =>
        plan.lasts(doubtful.decode(startMs - readyMs + soundMs, span, first) + pauseMs, end);
      return { end, readyMs, lastsFrom };
    });
    const bestAt = (startMs: number): number | undefined =>
      candidates.find(({ readyMs, lastsFrom }) => readyMs <= startMs && lastsFrom(startMs))?.end;
    const budgetMs = Math.max(0, ttfaBudgetMs - elapsedMs);
    const isTime = (lateMs: number): boolean => bestAt(budgetMs + lateMs) !== undefined;
    const soonestMs = budgetMs + least(maxHoldMs, isTime, aboutMs);
    return bestAt(soonestMs) ?? candidates.at(-1)!.end;
  }

  /** Where the first piece may end: not before some words were said, and by rules of thumb while nothing is measured. */
  #firstEnds(cuts: Cuts): readonly number[] {
    const { characters, decodes } = this.options;
    const ends = cuts.endsAfter(this.#fromWord);
    const size = (end: number): number => cuts.characters(this.#fromWord, end);
    const measured = (decodes === 'chunks' ? this.costs.front : this.costs.whole).count > 0;
    if (measured) {
      const allowed = ends.filter((end) => size(end) >= fewestCharacters);
      return allowed.length > 0 ? allowed : ends.slice(-1);
    }
    const place = { readingLength: characters, sentenceLength: size(cuts.length) };
    const first = segmentLimit({ ...place, index: 0 });
    const most = segmentLimit({ ...place, index: 1 }).characters;
    const allowed = ends.filter(
      (end) => size(end) <= most && (first.roundUp !== true || size(end) >= first.characters),
    );
    return allowed.length > 0 ? allowed : ends.slice(0, 1);
  }

  /** The best piece that leaves enough for the text behind it. */
  #nextEnd(cuts: Cuts, bufferedMs: number): number {
    const plan = this.#plan(this.#forecast());
    const bufferMs = bufferedMs + this.#hold(bufferedMs, plan);
    const ends = byPreference(cuts, cuts.endsAfter(this.#fromWord));
    return ends.find((end) => plan.lasts(plan.afterPiece(bufferMs, end), end)) ?? ends[0]!;
  }

  /** Length of the next chunk in frames. */
  #chunk({ span, done, piece }: Current, bufferedMs: number): number {
    const forecast = this.#forecast();
    const settled = span.lead + span.sound + settlingFrames - done;
    const all = length(span) - done;
    const left = span.chunked && settled > 0 ? Math.min(settled, all) : all;
    if (this.#nextChunk === 'first') return forecast.firstChunk(span);
    const plan = this.#plan(forecast);
    const bufferMs = bufferedMs + this.#hold(bufferedMs, plan);
    // The first chunk lasts until the shortest of all comes, even if that is late.
    const shares = this.#nextChunk === 'second' ? [0, ...chunkShares] : chunkShares;
    const lengths = shares.map((share) => {
      const frames = forecast.longestChunk(share * bufferMs, left, span.chunked);
      return frames > 0 ? frames : Math.min(left, span.chunked ? firstChunkFrames : left);
    });
    const inTime = lengths.find((frames) => {
      const leftMs = bufferMs - forecast.chunkMs(frames);
      if (leftMs < 0) return false;
      const after = forecast.decode(leftMs + forecast.soundMs(span, done, done + frames), span, done + frames);
      return plan.lasts(after + this.#pauseMs(piece.boundary));
    });
    return inTime ?? lengths.at(-1)!;
  }

  /** The least time by which playback must be late for sound not to run out. */
  #hold(bufferedMs: number, plan: Plan): number {
    const current = this.#current;
    const lasts = (heldMs: number): boolean => {
      const bufferMs = bufferedMs + heldMs;
      if (!current) return plan.lasts(bufferMs);
      const { span, done, piece } = current;
      return plan.lasts(plan.forecast.decode(bufferMs, span, done) + this.#pauseMs(piece.boundary));
    };
    return least(this.options.maxHoldMs, lasts, aboutMs);
  }

  #forecast(): Forecast {
    return new Forecast(this.costs, this.options);
  }

  #plan(forecast: Forecast): Plan {
    const unseenMs = this.#unseenCharacters * forecast.characterMs;
    const owedMs = unseenMs * Math.max(0, forecast.rtf - 1);
    return new Plan(this.#ahead, this.#fromWord, forecast, (boundary) => this.#pauseMs(boundary), owedMs);
  }

  #pauseMs(boundary: Boundary): number {
    const { pauseMs, speed, tempo = 1 } = this.options;
    return pauseAfterMs(boundary, pauseMs, speed * tempo);
  }

  /** Takes sentences from the text until the horizon is reached. */
  #lookAhead(): void {
    const forecast = this.#forecast();
    let aheadMs = 0;
    for (const cuts of this.#ahead) aheadMs += cuts.phonemes(0, cuts.length) * forecast.characterMs;
    while (aheadMs < horizonMs) {
      const next = this.#text.next();
      if (next.done === true) {
        this.#unseenCharacters = 0;
        return;
      }
      const sentence = next.value;
      this.#unseenCharacters = Math.max(0, this.#unseenCharacters - (sentence.end - sentence.start));
      if (sentence.words.length === 0) continue;
      const cuts = new Cuts(sentence, this.options.maxPhonemes);
      this.#ahead.push(cuts);
      aheadMs += cuts.phonemes(0, cuts.length) * forecast.characterMs;
    }
  }

  #isKnown = (piece: Piece): boolean => this.options.isKnown?.(piece) ?? false;

  /** A piece is no longer ahead. */
  #passed({ to }: Piece): void {
    const isWhole = to === this.#ahead[0]!.length;
    if (isWhole) this.#ahead.shift();
    this.#fromWord = isWhole ? 0 : to;
  }

  /** Learns how much of what is decoded is silence, and how long speech is. */
  #learnSilence(
    { piece, span, frameMs, speed, done, soundMs }: Current,
    frames: number,
    audioMs: number,
    isOver: boolean,
  ): void {
    if (done === frames && !isOver && audioMs > 0) {
      this.costs.observeLead((frames - audioMs / frameMs) * speed);
    }
    if (!isOver) return;
    const sound = soundMs / frameMs;
    this.costs.sound.observe(piece.phonemes, sound * speed);
    this.costs.observeTrail((length(span) - sound) * speed - this.costs.leadFrames);
  }
}

/** Ends of pieces, best first: the longest of all, then those after a clause or comma, then any; each kind longest first. */
function byPreference(cuts: Cuts, ends: readonly number[]): number[] {
  const rank: Record<SplitKind, number> = { sentence: 0, clause: 1, words: 2 };
  return ends.toSorted((a, b) => rank[splitAt(cuts.boundary(a))] - rank[splitAt(cuts.boundary(b))] || b - a);
}
