import type { MakeTimeStretch, TimeStretch } from '../dsp/timeStretch.js';
import { monotonicMs } from '../metrics/clock.js';
import type { AloudError } from '../protocol/errors.js';
import { Feed } from './feed.js';
import { Gain } from './gain.js';
import type { AudioOutput, OutputFactory, OutputProgress } from './output.js';
import { NOTHING_HEARD } from './output.js';
import { OutputChain } from './outputChain.js';
import type { PlaybackCourse } from './playbackClock.js';
import { PlaybackClock } from './playbackClock.js';
import { SampleQueue } from './sampleQueue.js';
import { Tempo } from './tempo.js';
import { UnderrunCounter } from './underrunCounter.js';

/** Anything quieter (−40 dBFS) does not count as sound when time to first audio is measured. */
const AUDIBLE = 0.01;

/** So much of what was heard is kept for going back to it: 12 MB at 24 kHz. */
const KEPT_MS = 120_000;

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
  /** Needed where samples are to be played at another speed than they were made at. */
  readonly makeStretch?: MakeTimeStretch;
  /** 0 to 1. */
  readonly volume?: number;
  /** The speed to play at; 1 is the voice's own pace. */
  readonly speed?: number;
  /** The machine's monotonic clock, in milliseconds. */
  readonly nowMs?: () => number;
}

/** `ended`, `stopped` and `failed` are final. */
export type PlayerState = 'playing' | 'paused' | 'ended' | 'stopped' | 'failed';

interface OpenOutput {
  readonly output: AudioOutput;
  readonly feed: Feed;
  /** Its last report. */
  progress: OutputProgress;
  /** The first sample of it that is loud enough. */
  firstAudible: number | undefined;
  /** It was told that nothing follows. */
  ended: boolean;
  /** Number of the last gap after which the sound was faded in. */
  fadedGap: number;
}

/** The playback of one reading: takes its samples as they come and is the one place that knows where the playhead is. */
export class Player {
  readonly #sampleRate: number;
  readonly #listener: PlayerListener;
  readonly #nowMs: () => number;
  readonly #outputs: OutputChain;
  readonly #queue = new SampleQueue();
  readonly #clock = new PlaybackClock();
  readonly #gain: Gain;
  readonly #tempo: Tempo;
  readonly #makeStretch: MakeTimeStretch | undefined;

  #state: PlayerState = 'playing';
  #complete = false;
  #open: OpenOutput | undefined;
  /** Opening and closing take turns, so that an output is never closed while it opens. */
  #turn = Promise.resolve();

  /** Index in the reading of the next sample to be heard. */
  #heard = 0;
  /** The one to be heard instead, once the output has fallen silent. */
  #seekTo: number | undefined;

  #firstAudibleTold = false;
  readonly #underruns = new UnderrunCounter(() => {
    this.#listener.onUnderrun?.({ atMs: this.#toMs(this.#heard) });
  });

  constructor({
    sampleRate,
    outputs,
    listener,
    makeStretch,
    volume = 1,
    speed = 1,
    nowMs = monotonicMs,
  }: PlayerOptions) {
    this.#sampleRate = sampleRate;
    this.#listener = listener;
    this.#nowMs = nowMs;
    this.#outputs = new OutputChain(outputs, sampleRate);
    this.#makeStretch = makeStretch;
    this.#gain = new Gain(sampleRate, volume);
    this.#tempo = new Tempo(speed);
  }

  get state(): PlayerState {
    return this.#state;
  }

  /** Name of the output that plays or played last; undefined before one was open. */
  get outputName(): string | undefined {
    return this.#outputs.name;
  }

  get underruns(): number {
    return this.#underruns.count;
  }

  get writtenSamples(): number {
    return this.#queue.end;
  }

  /** Index in the reading of the first sample that it is possible to go back to. */
  get keptFrom(): number {
    return this.#queue.start;
  }

  /** Index in the reading of the sample that is heard just now. */
  get playheadSamples(): number {
    if (this.#seekTo !== undefined) return this.#seekTo;
    const now = Math.round((this.#clock.atMs(this.#nowMs()) * this.#sampleRate) / 1000);
    return Math.max(this.#heard, Math.min(now, this.#open?.feed.next ?? this.#heard));
  }

  /** How long it takes to play what there is beyond the playhead. */
  get bufferedAheadMs(): number {
    return this.#toMs(this.#tempo.played(this.playheadSamples, this.#queue.end));
  }

  /** 0 to 1; heard once what the output holds has been played. */
  set volume(volume: number) {
    this.#gain.volume = volume;
  }

  /** The speed to play at, whatever the samples were made at; heard once what the output holds has been played. */
  set speed(speed: number) {
    this.#tempo.speed = speed;
  }

  /** Opens the output, so that the first sample finds it open. Resolves also when none could be opened: see `onFailed`. */
  open(): Promise<void> {
    return this.#settle();
  }

  /**
   * Appends mono float32 samples in [-1, 1]; the array belongs to the player from now on.
   * @param speed The speed at which they were made.
   * @returns How much sound was left to be played when they came, in milliseconds; negative: they came too late by so much.
   */
  write(samples: Float32Array, speed = this.#tempo.speed): number {
    if (this.#complete) throw new Error('Samples came after the end of the reading.');
    const slackMs = this.#slackMs();
    if (this.#isFinal) return slackMs;
    this.#underruns.written(slackMs <= 0 && this.#heard > 0); // before the first sound there is no gap
    this.#tempo.made(this.#queue.end, speed);
    this.#queue.push(samples);
    this.#feed();
    return slackMs;
  }

  /** Resolves when more should be written: at once but for outputs whose samples somebody has to take. */
  async drained(): Promise<void> {
    await this.#open?.output.drained?.();
  }

  /** What follows may come after all else was heard, without that being an underrun: nobody could have made it yet. */
  mayBeLate(): void {
    this.#underruns.excuseNext();
  }

  /** Nothing will follow what was written. */
  end(): void {
    if (this.#complete || this.#isFinal) return;
    this.#complete = true;
    this.#feed();
    this.#endIfHeard();
  }

  /**
   * Goes on with another sample, also when it was paused. Resolves when it does.
   * @param index One that is kept, or the next one to be written.
   */
  seek(index: number): Promise<void> {
    if (this.#isFinal) return this.#settle();
    this.#state = 'playing';
    this.#seekTo = index;
    return this.#settle();
  }

  /**
   * Goes on with what is going to be written. Resolves when the output waits for it.
   * @param index The index that its first sample shall have; not before the end of what was written.
   */
  goOnAt(index: number): Promise<void> {
    if (this.#isFinal) return this.#settle();
    this.#complete = false;
    this.#queue.goOnAt(index);
    return this.seek(index);
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
    const playhead = this.#seekTo ?? (this.#clock.atMs(now) * this.#sampleRate) / 1000;
    return this.#toMs(this.#tempo.played(playhead, this.#queue.end));
  }

  /** Opens or closes until that agrees with the state; what an output holds is taken back by closing it. */
  #settle(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      while ((this.#state === 'playing') !== (this.#open !== undefined) || this.#seekTo !== undefined) {
        if (this.#open) await this.#closeOutput(this.#open.output);
        this.#jump();
        if (this.#state === 'playing') await this.#openOutput();
      }
    });
    return this.#turn;
  }

  /** The playhead goes where it is wanted. */
  #jump(): void {
    if (this.#seekTo === undefined) return;
    this.#heard = this.#seekTo;
    this.#seekTo = undefined;
    this.#underruns.left();
    this.#listener.onMoved?.(this.#clock.jump(this.#toMs(this.#heard), this.#nowMs()));
    this.#endIfHeard(); // no output tells of what it was never given
  }

  async #openOutput(): Promise<void> {
    let opened: Awaited<ReturnType<OutputChain['open']>>;
    try {
      opened = await this.#outputs.open((output) => ({
        progress: (progress) => {
          if (this.#open?.output === output) this.#take(progress);
        },
        failed: (error) => {
          if (this.#open?.output === output) this.#outputFailed(error);
        },
      }));
    } catch (error) {
      this.#state = 'failed';
      this.#listener.onFailed?.(error as AloudError); // nothing else is thrown when none is left
      return;
    }
    const { output, notice } = opened;
    if (notice !== undefined) this.#listener.onNotice?.(notice);
    this.#jump();
    const feed = new Feed(this.#heard, this.#queue, this.#tempo, () => this.#stretch());
    this.#open = { output, feed, progress: NOTHING_HEARD, firstAudible: undefined, ended: false, fadedGap: -1 };
    if (this.#heard > 0) this.#gain.fadeIn();
    this.#feed();
  }

  #stretch(): TimeStretch {
    if (!this.#makeStretch) throw new Error('This player can play samples only at the speed at which they were made.');
    return this.#makeStretch(this.#sampleRate);
  }

  async #closeOutput(output: AudioOutput): Promise<void> {
    const progress = await output.close();
    if (this.#open?.output !== output) return; // it failed meanwhile
    this.#take(progress);
    this.#interrupt();
  }

  #outputFailed(error: Error): void {
    void this.#open?.output.close();
    this.#interrupt();
    this.#outputs.failed(error, this.#toMs(this.#heard));
    void this.#settle();
  }

  /** The open output is no more; what it had not played will be written to the next one. */
  #interrupt(): void {
    this.#underruns.interrupted(this.#open?.progress.dry === true);
    this.#open?.feed.dispose();
    this.#open = undefined;
    this.#move(this.#nowMs(), false);
  }

  /** Hands over as many samples as the output will hold. */
  #feed(): void {
    const open = this.#open;
    if (!open || this.#state !== 'playing' || this.#seekTo !== undefined) return;
    const { output, feed, progress } = open;
    for (const samples of feed.take(output.windowSamples - (feed.given - progress.heard), this.#complete)) {
      this.#underruns.wentOn();
      if (progress.dry && open.fadedGap !== progress.gaps) {
        open.fadedGap = progress.gaps; // once a gap: more may be handed over before the device is heard of again
        this.#gain.fadeIn();
      }
      this.#gain.apply(samples);
      open.firstAudible ??= firstAudible(samples, feed.given - samples.length);
      output.write(samples);
    }
    if (!this.#complete || !feed.isEmpty || open.ended) return;
    open.ended = true;
    output.end();
  }

  #take(progress: OutputProgress): void {
    const open = this.#open!;
    const newGaps = progress.gaps - open.progress.gaps;
    open.progress = progress;
    const { index, rate } = open.feed.placeOf(progress.heard);
    this.#heard = index;
    this.#queue.dropBefore(this.#heard - (KEPT_MS * this.#sampleRate) / 1000);
    this.#tellFirstAudible(open);
    this.#move(progress.clockMs, progress.playing && this.#state === 'playing', rate);
    for (let gap = 0; gap < newGaps; gap++) this.#underruns.gap();
    this.#feed();
    this.#endIfHeard();
  }

  #tellFirstAudible({ firstAudible: sample, progress, feed }: OpenOutput): void {
    if (this.#firstAudibleTold || sample === undefined || progress.handed <= sample) return;
    this.#firstAudibleTold = true;
    const clockMs = progress.clockMs + this.#toMs(sample - progress.heard);
    this.#listener.onFirstAudible?.({ atMs: this.#toMs(feed.placeOf(sample).index), clockMs });
  }

  #move(clockMs: number, playing: boolean, rate = 1): void {
    const course = this.#clock.update({ atMs: this.#toMs(this.#heard), clockMs, playing, rate });
    if (course) this.#listener.onMoved?.(course);
  }

  /** By sample count: timers know nothing of what was heard. */
  #endIfHeard(): void {
    if (this.#state !== 'playing' || this.#seekTo !== undefined) return;
    if (!this.#complete || this.#heard < this.#queue.end) return;
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
