import { monotonicMs } from '../metrics/clock.js';
import { AloudError, messageOf } from '../protocol/errors.js';
import { Gain } from './gain.js';
import type { AudioOutput, OutputFactory, OutputProgress } from './output.js';
import { NOTHING_HEARD } from './output.js';
import type { PlaybackCourse } from './playbackClock.js';
import { PlaybackClock } from './playbackClock.js';
import { SampleQueue } from './sampleQueue.js';

/** Anything quieter (−40 dBFS) does not count as sound when time to first audio is measured. */
const AUDIBLE = 0.01;

/** An output that failed is opened again, unless it had failed within this much audio before. */
const REOPEN_AFTER_MS = 1000;

export interface PlayerListener {
  /** The first audible sample was handed over; `clockMs` is when it sounds, as well as the output knows. */
  onFirstAudible?(event: { readonly atMs: number; readonly clockMs: number }): void;
  /** The playhead changed its course. */
  onMoved?(course: PlaybackCourse): void;
  /** The device had asked for a sample that was not there, and now has it. */
  onUnderrun?(event: { readonly atMs: number }): void;
  /** Every sample has been heard. */
  onEnded?(): void;
  /** No output is left to play on. */
  onFailed?(error: AloudError): void;
  /** A sentence for the user about a reading that goes on. */
  onNotice?(message: string): void;
}

export interface PlayerOptions {
  readonly sampleRate: number;
  /** Best first; each is tried when those before it have failed. */
  readonly outputs: readonly OutputFactory[];
  readonly listener: PlayerListener;
  /** 0 to 1. */
  readonly volume?: number;
  /** The machine's monotonic clock, in milliseconds. */
  readonly nowMs?: () => number;
}

/** `ended`, `stopped` and `failed` are final. */
export type PlayerState = 'playing' | 'paused' | 'ended' | 'stopped' | 'failed';

interface OpenOutput {
  readonly output: AudioOutput;
  /** Index in the reading of the first sample that it was given. */
  readonly first: number;
  /** Its last report. */
  progress: OutputProgress;
  /** Number of the last gap after which the sound was faded in. */
  fadedGap: number;
}

/** The playback of one reading: takes its samples as they come and is the one place that knows where the playhead is. */
export class Player {
  readonly #sampleRate: number;
  readonly #listener: PlayerListener;
  readonly #nowMs: () => number;
  readonly #factories: OutputFactory[];
  readonly #queue = new SampleQueue();
  readonly #clock = new PlaybackClock();
  readonly #gain: Gain;

  #state: PlayerState = 'playing';
  #complete = false;
  #open: OpenOutput | undefined;
  #outputName: string | undefined;
  /** Opening and closing take turns, so that an output is never closed while it opens. */
  #turn = Promise.resolve();
  #failedAtMs = -Infinity;
  #lastError: unknown;

  // Indices in the reading: the next sample to hand over, the next to be heard, the first that is loud enough.
  #handed = 0;
  #heard = 0;
  #firstAudible: number | undefined;

  #firstAudibleTold = false;
  #underruns = 0;
  /** Playback was interrupted within a gap: an underrun if anything follows. */
  #gapPending = false;

  constructor({ sampleRate, outputs, listener, volume = 1, nowMs = monotonicMs }: PlayerOptions) {
    this.#sampleRate = sampleRate;
    this.#listener = listener;
    this.#nowMs = nowMs;
    this.#factories = [...outputs];
    this.#gain = new Gain(sampleRate, volume);
  }

  get state(): PlayerState {
    return this.#state;
  }

  /** Name of the output that plays or played last; undefined before one was open. */
  get outputName(): string | undefined {
    return this.#outputName;
  }

  get underruns(): number {
    return this.#underruns;
  }

  get writtenSamples(): number {
    return this.#queue.end;
  }

  /** Samples heard so far. */
  get playheadSamples(): number {
    const now = Math.round((this.#clock.atMs(this.#nowMs()) * this.#sampleRate) / 1000);
    return Math.max(this.#heard, Math.min(now, this.#handed));
  }

  /** How much sound there is beyond the playhead. */
  get bufferedAheadMs(): number {
    return this.#toMs(this.#queue.end - this.playheadSamples);
  }

  /** 0 to 1; heard once what the output holds has been played. */
  set volume(volume: number) {
    this.#gain.volume = volume;
  }

  /** Opens the output, so that the first sample finds it open. Resolves also when none could be opened: see `onFailed`. */
  open(): Promise<void> {
    return this.#settle();
  }

  /**
   * Appends mono float32 samples in [-1, 1]; the array belongs to the player from now on.
   * @returns How much sound was left to be played when they came, in milliseconds; negative: they came too late by so much.
   */
  write(samples: Float32Array): number {
    if (this.#complete) throw new Error('Samples came after the end of the reading.');
    const slackMs = this.#slackMs();
    if (this.#isFinal) return slackMs;
    this.#queue.push(samples);
    this.#feed();
    return slackMs;
  }

  /** Resolves when more should be written: at once but for outputs whose samples somebody has to take. */
  async drained(): Promise<void> {
    await this.#open?.output.drained?.();
  }

  /** Nothing will follow what was written. */
  end(): void {
    if (this.#complete || this.#isFinal) return;
    this.#complete = true;
    if (this.#handed === this.#queue.end) this.#open?.output.end();
    this.#endIfHeard();
  }

  /** Resolves when it is silent. */
  pause(): Promise<void> {
    if (this.#state === 'playing') this.#state = 'paused';
    return this.#settle();
  }

  /** Goes on with the first sample that was not heard. */
  resume(): Promise<void> {
    if (this.#state === 'paused') this.#state = 'playing';
    this.#endIfHeard();
    return this.#settle();
  }

  /** For good. Resolves when it is silent. */
  stop(): Promise<void> {
    if (!this.#isFinal) this.#state = 'stopped';
    return this.#settle();
  }

  get #isFinal(): boolean {
    return this.#state !== 'playing' && this.#state !== 'paused';
  }

  #toMs(samples: number): number {
    return (samples * 1000) / this.#sampleRate;
  }

  #slackMs(): number {
    const { progress } = this.#open ?? {};
    const now = this.#nowMs();
    if (progress?.dry && !progress.playing) return -this.#clock.standsForMs(now);
    return this.#toMs(this.#queue.end) - this.#clock.atMs(now);
  }

  /** Opens or closes until that agrees with the state. */
  #settle(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      while ((this.#state === 'playing') !== (this.#open !== undefined)) {
        if (this.#open) await this.#closeOutput(this.#open.output);
        else await this.#openOutput();
      }
    });
    return this.#turn;
  }

  async #openOutput(): Promise<void> {
    const make = this.#factories[0];
    if (!make) {
      this.#fail();
      return;
    }
    let output: AudioOutput;
    try {
      output = await make();
      await output.open(this.#sampleRate, {
        progress: (progress) => {
          if (this.#open?.output === output) this.#take(progress);
        },
        failed: (error) => {
          if (this.#open?.output === output) this.#outputFailed(error);
        },
      });
    } catch (error) {
      this.#lastError = error;
      this.#factories.shift();
      return;
    }
    if (this.#outputName !== undefined && this.#outputName !== output.name) {
      this.#listener.onNotice?.(
        `The sound device stopped working: the reading goes on through ${output.name.replace(/^player:/, '')}.`,
      );
    }
    this.#outputName = output.name;
    this.#open = { output, first: this.#heard, progress: NOTHING_HEARD, fadedGap: -1 };
    this.#handed = this.#heard;
    if (this.#handed > 0) this.#gain.fadeIn();
    this.#feed();
  }

  async #closeOutput(output: AudioOutput): Promise<void> {
    const progress = await output.close();
    if (this.#open?.output !== output) return; // it failed meanwhile
    this.#take(progress);
    this.#interrupt();
  }

  #outputFailed(error: Error): void {
    this.#lastError = error;
    void this.#open?.output.close();
    this.#interrupt();
    const atMs = this.#toMs(this.#heard);
    if (atMs - this.#failedAtMs < REOPEN_AFTER_MS) this.#factories.shift();
    this.#failedAtMs = atMs;
    void this.#settle();
  }

  /** The open output is no more; what it had not played will be written to the next one. */
  #interrupt(): void {
    this.#gapPending ||= this.#open?.progress.dry === true;
    this.#open = undefined;
    this.#move(this.#nowMs(), false);
  }

  #fail(): void {
    this.#state = 'failed';
    const error =
      this.#lastError instanceof AloudError
        ? this.#lastError
        : new AloudError('no-sound-device', `The sound output does not work (${messageOf(this.#lastError)}).`);
    this.#listener.onFailed?.(error);
  }

  /** Hands over as many samples as the output will hold. */
  #feed(): void {
    if (!this.#open || this.#state !== 'playing') return;
    const { output, progress } = this.#open;
    const to = Math.min(this.#queue.end, this.#heard + output.windowSamples);
    if (to <= this.#handed) return;
    if (this.#gapPending) {
      this.#gapPending = false;
      this.#countUnderrun();
    }
    if (progress.dry && this.#open.fadedGap !== progress.gaps) {
      this.#open.fadedGap = progress.gaps; // once a gap: more may be handed over before the device is heard of again
      this.#gain.fadeIn();
    }
    const samples = this.#queue.read(this.#handed, to);
    this.#gain.apply(samples);
    this.#firstAudible ??= firstAudible(samples, this.#handed);
    this.#handed = to;
    output.write(samples);
    if (this.#complete && to === this.#queue.end) output.end();
  }

  #take(progress: OutputProgress): void {
    const open = this.#open!;
    const newGaps = progress.gaps - open.progress.gaps;
    open.progress = progress;
    this.#heard = open.first + progress.heard;
    this.#queue.dropBefore(this.#heard);
    this.#tellFirstAudible(open.first, progress);
    this.#move(progress.clockMs, progress.playing && this.#state === 'playing');
    for (let gap = 0; gap < newGaps; gap++) this.#countUnderrun();
    this.#feed();
    this.#endIfHeard();
  }

  #tellFirstAudible(first: number, progress: OutputProgress): void {
    const index = this.#firstAudible;
    if (this.#firstAudibleTold || index === undefined || first + progress.handed <= index) return;
    this.#firstAudibleTold = true;
    const clockMs = progress.clockMs + this.#toMs(index - this.#heard);
    this.#listener.onFirstAudible?.({ atMs: this.#toMs(index), clockMs });
  }

  #countUnderrun(): void {
    this.#underruns++;
    this.#listener.onUnderrun?.({ atMs: this.#toMs(this.#heard) });
  }

  #move(clockMs: number, playing: boolean): void {
    const course = this.#clock.update({ atMs: this.#toMs(this.#heard), clockMs, playing });
    if (course) this.#listener.onMoved?.(course);
  }

  /** By sample count: timers know nothing of what was heard. */
  #endIfHeard(): void {
    if (this.#state !== 'playing' || !this.#complete || this.#heard < this.#queue.end) return;
    this.#state = 'ended';
    this.#move(this.#nowMs(), false);
    this.#listener.onEnded?.();
    void this.#settle();
  }
}

function firstAudible(samples: Float32Array, first: number): number | undefined {
  const index = samples.findIndex((sample) => Math.abs(sample) > AUDIBLE);
  return index < 0 ? undefined : first + index;
}
