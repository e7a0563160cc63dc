import { randomUUID } from 'node:crypto';
import { monotonicMs } from '../metrics/clock.js';
import { ReportBuilder } from '../metrics/report.js';
import { Timeline } from '../metrics/timeline.js';
import type { RequestType } from 'vscode-jsonrpc';
import type { ErrorData, ReadingAdjustment, ReadingEvent, SkipTarget } from '../protocol/engine.js';
import {
  AdjustReading,
  ExtendReading,
  PauseReading,
  ResumeReading,
  SkipReading,
  StartReading,
  StopReading,
} from '../protocol/engine.js';
import { AloudError } from '../protocol/errors.js';
import { Emitter } from '../protocol/event.js';
import type {
  ChunkRow,
  ReadingReport,
  ReadingRequest,
  ReadingSummary,
  SentencePlace,
  StagesMs,
  TextPiece,
} from '../protocol/reading.js';
import type { EngineProcess } from './engineProcess.js';
import { isLoss, toAloudError } from './engineProcess.js';
import { SpokenTrack } from './spokenTrack.js';

/** A reading as it is asked for; the rest is filled in when it is accepted. */
export type ReadingRequestInput = Omit<ReadingRequest, 'id' | 'acceptedAtMs' | 'cold'> & {
  readonly acceptedAtMs?: number;
};

/** @param cold The engine is not ready. */
export function requestOf(input: ReadingRequestInput, cold: boolean): ReadingRequest {
  return { acceptedAtMs: monotonicMs(), ...input, id: randomUUID(), cold };
}

export type ReadingState = 'starting' | 'reading' | 'paused' | 'ended';

/** A stretch of the source that is being spoken. */
export interface SpokenPassage {
  readonly start: number;
  readonly end: number;
  readonly sentence: SentencePlace;
}

/** One reading, from the command to its last sample, as extension and CLI see it. It outlives the engine that reads it. */
export class Reading {
  readonly id: string;
  private readonly pieces: TextPiece[];
  private asked: ReadingRequest;
  /** Rejects with an AloudError. */
  readonly finished: Promise<ReadingReport>;

  private readonly changed = new Emitter<[]>();
  private readonly noticed = new Emitter<[message: string]>();
  private readonly chunkReceived = new Emitter<[]>();
  private readonly report = new ReportBuilder();
  private settle!: { resolve: (report: ReadingReport) => void; reject: (error: AloudError) => void };

  private currentState: ReadingState = 'starting';
  private firstAudio: { readonly ttfaMs: number; readonly stagesMs: StagesMs } | undefined;
  private passage: SpokenPassage | undefined;
  private count: number | undefined;
  private engine: EngineProcess | undefined;
  /** Settled once the engine knows of the reading. */
  private accepted: Promise<unknown> | undefined;
  private underrunCount = 0;
  private startedMs: number | null = null;
  private paused = false;
  private stopped = false;
  /** What was changed since it was asked for. */
  private adjustment: ReadingAdjustment = {};

  constructor(input: ReadingRequestInput, cold: boolean) {
    this.pieces = [...input.pieces];
    this.asked = { ...requestOf(input, cold), pieces: this.pieces };
    this.id = this.asked.id;
    this.finished = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Whoever does not wait for the end must not bring the process down when it is a bad one.
    this.finished.catch(() => undefined);
  }

  /** State, first audio, spoken passage or what was adjusted changed. */
  readonly onDidChange = this.changed.on;
  /** A sentence for the user about a reading that goes on. */
  readonly onNotice = this.noticed.on;
  /** A chunk was synthesised. */
  readonly onDidReceiveChunk = this.chunkReceived.on;
  /** Which word is spoken when. */
  readonly track = new SpokenTrack();

  get request(): ReadingRequest {
    return this.asked;
  }

  get state(): ReadingState {
    return this.currentState;
  }

  get ttfaMs(): number | undefined {
    return this.firstAudio?.ttfaMs;
  }

  get stagesMs(): StagesMs | undefined {
    return this.firstAudio?.stagesMs;
  }

  /** Time to a warm engine; null where it was warm already. */
  get startMs(): number | null {
    return this.startedMs;
  }

  /** The passage at the playhead, by source offsets. */
  get spoken(): SpokenPassage | undefined {
    return this.passage;
  }

  /** How many sentences there are to read, once that is known. */
  get sentenceCount(): number | undefined {
    return this.count;
  }

  /** What has been synthesised so far. */
  get chunks(): readonly ChunkRow[] {
    return this.report.chunks;
  }

  /** How often the device has asked for a sample that was not there. */
  get underruns(): number {
    return this.underrunCount;
  }

  /** The speed that is wanted by now. */
  get speed(): number {
    return this.adjustment.speed ?? this.request.speed;
  }

  async pause(): Promise<void> {
    this.paused = true;
    await this.ask(PauseReading, { id: this.id });
  }

  async resume(): Promise<void> {
    this.paused = false;
    await this.ask(ResumeReading, { id: this.id });
  }

  /** Goes on with another sentence, also when it was paused. */
  async skip(to: SkipTarget): Promise<void> {
    this.paused = false;
    await this.ask(SkipReading, { id: this.id, to });
  }

  /** Sounds otherwise from now on. */
  async adjust(adjustment: ReadingAdjustment): Promise<void> {
    this.adjustment = { ...this.adjustment, ...adjustment };
    this.changed.fire();
    await this.ask(AdjustReading, { id: this.id, ...adjustment });
  }

  /**
   * More of the text of an open reading has come.
   * @param open Still more is to come.
   */
  async extend(pieces: readonly TextPiece[], open: boolean): Promise<void> {
    const index = this.pieces.length;
    this.pieces.push(...pieces);
    this.asked = { ...this.request, open };
    await this.accepted;
    await this.ask(ExtendReading, { id: this.id, index, pieces, open });
  }

  /** Resolves when the device is silent. A reading that has not begun ends without a sound. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.engine) await this.ask(StopReading, { id: this.id });
    else this.endHere('stopped');
  }

  /* The rest is for EngineClient. */

  /** Hands the reading to an engine: the first one, or the one that replaces a lost one. */
  async attach(engine: EngineProcess, startMs: number | null): Promise<void> {
    if (this.currentState === 'ended') return;
    this.engine = engine;
    this.startedMs ??= startMs;
    const resumeAt = this.resumeAt;
    const request = { ...this.request, ...this.adjustment, ...(resumeAt > 0 && { resumeAt }) };
    try {
      const accepting = engine.connection.sendRequest(StartReading, request);
      this.accepted = accepting.catch(() => undefined);
      await accepting;
      // The engine knows nothing of a reading that it has not accepted.
      if (this.stopped) await this.ask(StopReading, { id: this.id });
      else if (this.paused) await this.ask(PauseReading, { id: this.id });
    } catch (error) {
      // Of an engine that died EngineClient hears by itself.
      if (engine.alive) this.fail(toAloudError(error));
    }
  }

  /** Another reading takes its place. What an engine reads it replaces by itself. */
  replace(): void {
    if (!this.engine) this.endHere('replaced');
  }

  /** The engine was lost; `attach` with another one follows, or `fail`. */
  detach(message: string): void {
    this.engine = undefined;
    this.track.clear();
    this.report.restart(this.resumeAt);
    this.set('starting');
    this.noticed.fire(message);
  }

  /** Source offset from which another engine has to go on. A file is written from its beginning, or it would not be whole. */
  private get resumeAt(): number {
    return this.request.wavPath === undefined ? (this.passage?.sentence.start ?? 0) : 0;
  }

  /** Something happened to it in the engine. */
  receive(event: ReadingEvent): void {
    if (this.currentState === 'ended') return;
    switch (event.kind) {
      case 'words':
        this.report.addWords(event.words);
        this.track.add(event.words, event.sentence);
        this.count ??= event.sentence.count;
        return;
      case 'segment':
        this.report.addSegment(event.row);
        return;
      case 'chunk':
        this.report.addChunk(event.row);
        this.chunkReceived.fire();
        return;
      case 'skipped':
        this.report.addSkipped(event.passage);
        return;
      case 'firstAudio':
        this.firstAudio ??= { ttfaMs: event.ttfaMs, stagesMs: event.stagesMs };
        this.set('reading');
        return;
      case 'moved':
        this.track.moved(event);
        if (this.firstAudio) this.set(event.playing || !this.paused ? 'reading' : 'paused');
        return;
      case 'spoken':
        this.passage = event;
        this.changed.fire();
        return;
      case 'underrun':
        this.underrunCount += 1;
        this.changed.fire();
        return;
      case 'notice':
        this.noticed.fire(event.message);
        return;
      case 'ended':
        if (event.error) this.fail(new AloudError(event.error.code, event.error.message));
        else this.end(event.summary);
    }
  }

  fail(error: AloudError): void {
    this.settle.reject(error);
    this.set('ended');
  }

  private end(summary: ReadingSummary): void {
    const whole = { ...summary, startMs: this.startedMs };
    this.settle.resolve(this.report.build(whole, this.firstAudio, this.request.notes));
    this.set('ended');
  }

  private set(state: ReadingState): void {
    this.currentState = state;
    this.changed.fire();
  }

  /** @throws AloudError what the engine answers; that it was lost is none, as another one takes its place. */
  private async ask<P>(type: RequestType<P, null, ErrorData>, params: P): Promise<void> {
    if (this.currentState === 'ended') return;
    try {
      await this.engine?.connection.sendRequest(type, params);
    } catch (error) {
      if (!isLoss(error)) throw toAloudError(error);
      // A pause is asked for again on attach; a stop needs no engine any more.
      if (type.method === StopReading.method) this.endHere('stopped');
    }
  }

  /** Ends it where there is no engine (any more) that could tell how. */
  private endHere(ended: 'stopped' | 'replaced'): void {
    this.end(new Timeline(this.request).summary(ended));
  }
}
