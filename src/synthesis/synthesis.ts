import type { MakeTimeStretch, TimeStretch } from '../dsp/timeStretch.js';
import { monotonicMs } from '../metrics/clock.js';
import type { CacheState, ReadingRequest } from '../protocol/reading.js';
import type { VoicePhrases } from './cache/voicePhrases.js';
import type { ModelFormat } from './inferenceProtocol.js';
import type { Inference } from './inferenceQueue.js';
import type { VoiceLevel } from './loudness/voiceLevels.js';
import { paceOf } from './pace.js';
import type { Pace } from './pace.js';
import type { Produced } from './produced.js';
import { ReadingSentences, type TextOf } from './readingSentences.js';
import type { CostModel } from './schedule/costModel.js';
import type { Piece } from './schedule/cuts.js';
import { Schedule } from './schedule/schedule.js';
import type { Action, Progress } from './schedule/schedule.js';
import { RecalledSegment, type Segment } from './segment.js';
import { pauseAfterMs } from './silence.js';
import { mostAheadMs, untilBuffered } from './untilBuffered.js';
import type { SynthesisContext } from './speechSynthesizer.js';
import { SynthesisedSegment } from './synthesisedSegment.js';
import { wordTimes } from './wordTimes.js';

/** What a synthesis needs besides the text. */
export interface SynthesisTools {
  readonly inference: Inference;
  readonly model: ModelFormat;
  readonly costs: CostModel;
  readonly makeStretch: MakeTimeStretch;
  /** The voice can be decoded in chunks. */
  readonly chunks: boolean;
  readonly level: VoiceLevel;
  /** What was spoken before, at whatever speed; undefined where nothing is kept. */
  readonly phrases: VoicePhrases | undefined;
}

const MAX_PHONEMES = 510;
/** Shorter utterances are likely to be decoded whole; the silence before them, which is left out, does not count here. */
const CHUNKED_FROM_FRAMES = 48;
/** Nobody waits longer than this for the first word, even where the machine is slower than speech. */
const MAX_HOLD_MS = 8_000;
/** A listener who waits longer than this wants to know why. */
const WORTH_A_NOTICE_MS = 1_000;
const SLOW_MACHINE =
  'This machine makes speech about as fast as it is spoken, so Aloud waits a little to read without gaps.';
/** With so much sound ahead there is time for other things. */
const LEISURE_MS = 2_000;

/** The synthesis of one reading: does what the schedule decides. */
export class Synthesis {
  private readonly schedule: Schedule;
  private pace: Pace;
  /** What was spoken before at the pace of now. */
  private phrases: VoicePhrases | undefined;
  private readonly sentences: ReadingSentences;
  private segment: SynthesisedSegment | undefined;
  /** Made but for the pause after it, which depends on whether anything follows. */
  private ending: Segment | undefined;
  /** Made, but held back until playback can start without running dry. */
  private held: Produced[] = [];
  private heldMs = 0;
  private holding = true;
  private toldOfHold = false;
  private madeSamples = 0;
  /** While it is only prepared: what is to be kept of it once it is wanted. Nobody asked for it yet. */
  private unsaid: (() => void)[] = [];
  private wanted = false;

  constructor(
    private readonly request: ReadingRequest,
    text: TextOf,
    private readonly tools: SynthesisTools,
    private context: SynthesisContext,
  ) {
    const { model, costs, chunks, phrases } = tools;
    this.sentences = new ReadingSentences(text, request, (ms) => {
      this.context.timeline.addStage('text', ms);
    });
    this.pace = paceOf(context.speed());
    this.phrases = phrases?.at(this.pace.modelSpeed);
    this.schedule = new Schedule(this.sentences[Symbol.iterator](), costs, {
      ...this.schedulePace(),
      decodes: model.staged ? 'chunks' : 'whole',
      chunkedFromFrames: chunks ? CHUNKED_FROM_FRAMES : Infinity,
      maxPhonemes: MAX_PHONEMES,
      pauseMs: request.pauseMs,
      ttfaBudgetMs: request.ttfaBudgetMs,
      characters: request.pieces.reduce((total, piece) => total + piece.text.length, 0),
      maxAheadMs: mostAheadMs(request),
      maxHoldMs: MAX_HOLD_MS,
      isKnown: (piece) => this.phrases?.has(piece) ?? false,
    });
  }

  /**
   * Ends early when it is aborted.
   * @throws AloudError `nothing-to-read`
   */
  async *run(): AsyncGenerator<Produced> {
    this.wanted = true;
    for (const keep of this.unsaid.splice(0)) keep();
    try {
      yield* this.release(false);
      while (!this.context.signal.aborted) {
        const action = await this.step();
        yield* this.release(action.kind === 'wait' || action.kind === 'finished');
        if (action.kind === 'wait') await untilBuffered(action.untilBufferedMs, this.context);
        if (action.kind === 'finished') {
          if (this.madeSamples === 0) this.sentences.checkSomething();
          return;
        }
      }
      yield* this.abandon();
    } finally {
      this.end();
      this.tools.phrases?.save();
    }
  }

  /** Makes the first sound, if there is any, and keeps it for `run`. Ends early when it is aborted. */
  async prepare(): Promise<void> {
    while (this.madeSamples === 0 && !this.context.signal.aborted) {
      const { kind } = await this.step();
      if (kind === 'finished') return;
    }
  }

  /** What was prepared is wanted: `run` will be called in this context. */
  continueIn(context: SynthesisContext): void {
    this.context = context;
  }

  /** Nothing more is wanted. */
  end(): void {
    this.segment?.release();
    this.segment = undefined;
  }

  /** Does what comes next. */
  private async step(): Promise<Action> {
    this.followSpeed();
    const action = this.schedule.next(this.progress());
    if (action.kind !== 'wait') this.endSegment(action.kind === 'begin' || this.request.open === true);
    try {
      if (action.kind === 'begin') await this.begin(action.piece);
      else if (action.kind === 'decode') await this.decode(action.from, action.to);
    } catch (error) {
      if (!this.context.signal.aborted) throw error; // nobody waits for it any more
    }
    return action;
  }

  private async begin(piece: Piece): Promise<void> {
    const { phrases, pace } = this;
    const isKnown = phrases?.has(piece) ?? false;
    const recalled = await phrases?.get(piece);
    if (recalled) {
      const segment = new RecalledSegment(piece, pace, recalled.phrase, this.stretch());
      this.schedule.recalled();
      this.holdIfNew(piece);
      this.hear(segment, segment.play(segment.samples(), true), 0, recalled.from);
      segment.release();
      this.ending = segment;
    } else if (!isKnown) await this.synthesise(piece);
    // Otherwise it was lost meanwhile. The piece was chosen as one that takes no time, so the schedule decides again.
  }

  private async synthesise(piece: Piece): Promise<void> {
    const { inference, model, level } = this.tools;
    const { timeline } = this.context;
    const askedAt = monotonicMs();
    const { voice } = this.request;
    const segment = await SynthesisedSegment.begin(inference, model, level, piece, voice, this.pace, this.stretch());
    const { computeMs, from, frames, chunked } = segment;
    timeline.addStage('queue', Math.max(0, monotonicMs() - askedAt - computeMs));
    timeline.addStage(model.staged ? 'acoustic' : 'infer', computeMs);
    timeline.addCompute(computeMs);
    this.schedule.began({ ms: computeMs, from, frames, chunked });
    this.segment = segment;
    this.holdIfNew(piece);
  }

  /** A pause between sentences may last a little longer; one within a sentence would be heard as a stutter. */
  private holdIfNew(piece: Piece): void {
    if (piece.from === 0 || this.context.bufferedAheadMs() <= 0) this.holding = true;
  }

  private async decode(from: number, to: number): Promise<void> {
    const { segment } = this;
    if (!segment) throw new Error('Nothing was begun that could be decoded.');
    const { model } = this.tools;
    const { samples, computeMs, isOver } = await segment.decode(from, to);
    if (model.staged) this.context.timeline.addStage('vocoder', computeMs);
    this.context.timeline.addCompute(computeMs);
    const { tempo, modelSpeed } = segment.pace;
    this.schedule.decoded({ ms: computeMs, audioMs: this.toMs(samples.length) / tempo, isOver });
    this.hear(segment, segment.play(samples, isOver), computeMs, 'none');
    if (!isOver) return;
    segment.release();
    this.segment = undefined;
    this.ending = segment;
    const { phrases } = this.tools;
    const keep = () => phrases?.at(modelSpeed).put(segment.piece, segment.phrase());
    if (segment.audioMs > 0 && this.wanted) keep();
    else if (segment.audioMs > 0) this.unsaid.push(keep);
    if (this.progress().bufferedMs > LEISURE_MS) phrases?.save();
  }

  private hear(segment: Segment, samples: Float32Array, computeMs: number, source: CacheState): void {
    if (samples.length === 0) return;
    this.context.timeline.addSource(source);
    if (segment.audioMs === 0) this.announce(segment);
    this.hold(segment, samples, computeMs);
  }

  /** Tells where the segment's words will be heard. */
  private announce(segment: Segment): void {
    const { tempo } = segment.pace;
    const frameMs = this.toMs(this.tools.model.frameSamples) / tempo;
    const droppedMs = segment.droppedMs / tempo;
    const words = wordTimes(segment.words, segment.durations, {
      atMs: this.toMs(this.madeSamples),
      audioMs: segment.frames * frameMs - droppedMs,
      droppedMs,
      frameMs,
    });
    const { start, end } = segment.row();
    this.held.push({ kind: 'begun', start, end, sentence: this.sentences.placeOf(segment.piece.sentence), words });
  }

  private endSegment(followed: boolean): void {
    const segment = this.ending;
    if (!segment) return;
    this.ending = undefined;
    const pause = new Float32Array(Math.round((this.pauseMs(segment) * this.tools.model.sampleRate) / 1000));
    if (followed && segment.audioMs > 0 && pause.length > 0) this.hold(segment, pause, 0);
    this.held.push({ kind: 'made', row: segment.row() });
  }

  private hold(segment: Segment, samples: Float32Array, computeMs: number): void {
    const ms = this.toMs(samples.length);
    segment.audioMs += ms;
    this.madeSamples += samples.length;
    this.heldMs += ms;
    this.held.push({ kind: 'chunk', samples, speed: segment.pace.speed, computeMs });
  }

  /** Lets go of what is held back, unless playback would only run dry the sooner. */
  private *release(anyway: boolean): Generator<Produced> {
    yield* this.sentences.newlySkipped();
    if (this.holding && !anyway && this.held.length > 0) {
      const holdMs = this.schedule.holdMs(this.progress());
      // That other programs keep it busy will pass: then the measures tell why it took so long.
      if (holdMs > WORTH_A_NOTICE_MS && !this.toldOfHold && this.schedule.isSlow) {
        this.toldOfHold = true;
        yield { kind: 'notice', message: SLOW_MACHINE };
      }
      if (holdMs > 0) {
        this.context.timeline.hold();
        return;
      }
    }
    if (this.held.length > 0) this.holding = false;
    this.heldMs = 0;
    yield* this.held.splice(0);
  }

  private progress(): Progress {
    const pauseMs = this.ending ? this.pauseMs(this.ending) : 0;
    return {
      bufferedMs: this.context.bufferedAheadMs() + this.heldMs + pauseMs,
      elapsedMs: monotonicMs() - this.request.acceptedAtMs,
      workingMs: 0,
    };
  }

  private pauseMs(segment: Segment): number {
    return pauseAfterMs(segment.piece.boundary, this.request.pauseMs, segment.pace.speed);
  }

  /** What is begun from now on is made at the speed that is wanted by now. */
  private followSpeed(): void {
    const speed = this.context.speed();
    if (speed === this.pace.speed) return;
    this.pace = paceOf(speed);
    this.phrases = this.tools.phrases?.at(this.pace.modelSpeed);
    this.schedule.adjust(this.schedulePace());
  }

  private schedulePace() {
    const { modelSpeed, tempo } = this.pace;
    return { speed: modelSpeed, tempo, frameMs: this.toMs(this.tools.model.frameSamples) / tempo };
  }

  private stretch(): TimeStretch | undefined {
    return this.pace.tempo === 1 ? undefined : this.tools.makeStretch(this.tools.model.sampleRate);
  }

  /** The row of a segment that will not be made to its end, as far as it was passed on. */
  private *abandon(): Generator<Produced> {
    const segment = this.segment ?? this.ending;
    if (!segment || segment.audioMs <= this.heldMs) return;
    yield { kind: 'made', row: { ...segment.row(), audioMs: segment.audioMs - this.heldMs } };
  }

  private toMs(samples: number): number {
    return (samples / this.tools.model.sampleRate) * 1000;
  }
}
