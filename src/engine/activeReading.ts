import { once } from 'node:events';
import { monotonicMs } from '../metrics/clock.js';
import { SoundMeter } from '../metrics/soundMeter.js';
import { Timeline } from '../metrics/timeline.js';
import { Cues } from '../playback/cues.js';
import type { OutputFactory } from '../playback/output.js';
import { Player } from '../playback/player.js';
import { WavFile } from '../playback/wavFile.js';
import type { ReadingAdjustment, ReadingEvent, ReadingExtension, SkipTarget } from '../protocol/engine.js';
import { AloudError, messageOf } from '../protocol/errors.js';
import type { ReadingEnd, ReadingRequest, SentencePlace, WordTime } from '../protocol/reading.js';
import { checkSpeed } from '../synthesis/limits.js';
import type { Produced } from '../synthesis/produced.js';
import type { AcceptedRequest, SpeechSynthesizer } from '../synthesis/speechSynthesizer.js';
import { GrowingText } from './growingText.js';
import { SentencePlaces, type TextPlace } from './sentencePlaces.js';

type Chunk = Extract<Produced, { kind: 'chunk' }>;

/** A reading while the engine works on it: text becomes segments, segments samples, samples sound. */
export class ActiveReading {
  readonly id: string;
  /** Resolves when the reading has ended, however it did. */
  readonly ended: Promise<void>;

  private readonly text: GrowingText;
  private readonly timeline: Timeline;
  private readonly player: Player;
  private readonly cues = new Cues(monotonicMs);
  private readonly sentences: SentencePlaces;
  /** Ends the synthesis under way: for good, or for that of `next`. */
  private synthesis = new AbortController();
  /** What is to be synthesised instead of the rest of what was under way. */
  private next: (TextPlace & Pick<ReadingRequest, 'acceptedAtMs'>) | undefined;
  private stopped = false;
  private speed: number;
  /** Where the words begin that were announced last; no two of the reading begin at the same place. */
  private announcedMs = 0;
  private readonly sampleRate: number;
  private readonly meter: SoundMeter;
  private how: ReadingEnd = 'end';
  private failure: AloudError | undefined;
  private segments = 0;
  private playedOut: () => void = () => undefined;

  constructor(
    private readonly request: AcceptedRequest,
    private readonly synthesizer: SpeechSynthesizer,
    outputs: readonly OutputFactory[],
    private readonly happened: (event: ReadingEvent) => void,
  ) {
    this.id = request.id;
    this.text = new GrowingText(request);
    this.timeline = new Timeline(request);
    if (request.cold) this.timeline.startMs = monotonicMs() - request.acceptedAtMs;
    const { provider, model, sampleRate } = synthesizer.facts;
    this.timeline.provider = provider;
    this.timeline.model = model;
    this.sampleRate = sampleRate;
    this.meter = new SoundMeter(this.sampleRate);
    this.speed = request.speed;
    this.sentences = new SentencePlaces({ resumeAt: request.resumeAt ?? 0 });
    this.player = new Player({
      sampleRate: this.sampleRate,
      outputs,
      makeStretch: synthesizer.makeStretch,
      volume: request.volume,
      speed: request.speed,
      listener: {
        onFirstAudible: ({ clockMs }) => {
          const ttfaMs = this.timeline.firstAudio(clockMs);
          happened({ kind: 'firstAudio', ttfaMs, stagesMs: this.timeline.stagesMs });
        },
        onMoved: (course) => {
          this.cues.moved(course);
          happened({ kind: 'moved', ...course });
        },
        onUnderrun: ({ atMs }) => {
          happened({ kind: 'underrun', atMs });
        },
        onNotice: (message) => {
          happened({ kind: 'notice', message });
        },
        onEnded: () => {
          this.playedOut();
        },
        onFailed: (error) => {
          this.fail(error);
        },
      },
    });
    this.ended = this.run();
  }

  /** Silence at once; resolves when the device has been let go. */
  async stop(how: ReadingEnd): Promise<void> {
    this.how = how;
    this.stopped = true;
    this.synthesis.abort();
    this.cues.clear();
    await this.player.stop();
    this.playedOut();
  }

  pause(): Promise<void> {
    return this.player.pause();
  }

  resume(): Promise<void> {
    return this.player.resume();
  }

  /** Resolves when the playhead is there, which may be before there is something to play. */
  async skip(to: SkipTarget): Promise<void> {
    if (this.stopped) return;
    const place = this.sentences.find(to, this.player.playheadSamples);
    if (!place) return;
    const { sample, ...textPlace } = place;
    if (sample !== undefined && sample >= this.player.keptFrom) {
      await this.player.seek(sample);
      return;
    }
    this.next = { ...textPlace, acceptedAtMs: monotonicMs() };
    this.sentences.restart(textPlace);
    this.synthesis.abort();
    const announced = Math.ceil((this.announcedMs * this.sampleRate) / 1000) + 1;
    await this.player.goOnAt(Math.max(this.player.writtenSamples, announced));
  }

  /** More of the text has come. */
  extend(extension: ReadingExtension): void {
    this.text.extend(extension);
  }

  /** @throws AloudError `bad-value` */
  adjust({ speed = this.speed, volume }: ReadingAdjustment): void {
    checkSpeed(speed);
    this.speed = speed;
    this.player.speed = speed;
    if (volume !== undefined) this.player.volume = volume;
  }

  private async run(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      this.fail(error);
    }
    this.cues.clear();
    this.timeline.sound = await this.meter.figures();
    this.timeline.underruns = this.player.underruns;
    this.timeline.output = this.player.outputName ?? 'none';
    const { failure } = this;
    this.timeline.characters = this.text.characters;
    const summary = this.timeline.summary(this.how);
    this.happened({
      kind: 'ended',
      summary,
      ...(failure && { error: { code: failure.code, message: failure.message } }),
    });
  }

  private async read(): Promise<void> {
    const playedOut = new Promise<void>((resolve) => {
      this.playedOut = resolve;
    });
    // The device opens while the first segment is being synthesised; what it has to say arrives through the listener.
    void this.player.open();
    const wav = this.request.wavPath ? await WavFile.create(this.request.wavPath, this.sampleRate) : undefined;
    let whole = false;
    try {
      let request: AcceptedRequest | undefined = { ...this.request, ...this.text.takeAll() };
      while (request) {
        await this.synthesize(request, wav);
        request = await this.following(playedOut);
      }
      whole = !this.stopped;
    } finally {
      await (whole ? wav?.finish() : wav?.discard());
    }
  }

  /** What is to be made after that: text that has come, or where a skip leads. Undefined once all has been heard. */
  private async following(playedOut: Promise<void>): Promise<AcceptedRequest | undefined> {
    const { signal } = this.synthesis;
    if (this.text.isAwaited) this.player.mayBeLate();
    const more = this.how === 'limit' ? undefined : await this.text.takeNext(signal);
    if (more) {
      const isFirst = this.player.writtenSamples === 0;
      const resumeAt = isFirst ? {} : { resumeAt: more.pieces[0]!.start };
      return { ...this.request, ...more, ...resumeAt, acceptedAtMs: monotonicMs() };
    }
    if (!signal.aborted) {
      this.player.end();
      await Promise.race([playedOut, once(signal, 'abort')]);
    }
    return this.stopped || !this.next ? undefined : { ...this.request, ...this.text.takeAll(), ...this.next };
  }

  /** Has the text made and passes it on, until all of it is made or something else is wanted. */
  private async synthesize(request: AcceptedRequest, wav: WavFile | undefined): Promise<void> {
    this.next = undefined;
    const { signal } = (this.synthesis = new AbortController());
    const startMs = this.toMs(this.player.writtenSamples);
    const synthesis = this.synthesizer.synthesize(request, {
      timeline: this.timeline,
      bufferedAheadMs: () => this.player.bufferedAheadMs,
      speed: () => this.speed,
      signal,
    });
    for await (const produced of synthesis) {
      if (signal.aborted && produced.kind !== 'made') continue;
      if (!this.take(produced, startMs, wav)) return;
      await this.player.drained();
    }
  }

  /**
   * Passes on what synthesis made.
   * @param startMs Where in the reading its first sample is.
   * @returns False when the reading is as long as it may be.
   */
  private take(produced: Produced, startMs: number, wav: WavFile | undefined): boolean {
    switch (produced.kind) {
      case 'skipped':
      case 'notice':
        this.happened(produced);
        return true;
      case 'begun': {
        const { start, end, sentence } = produced;
        const sample = this.player.writtenSamples;
        this.sentences.begun(sentence, sample);
        this.cues.add(this.toMs(sample), () => {
          this.happened({ kind: 'spoken', start, end, sentence });
        });
        this.announce(produced.words, sentence, startMs);
        return true;
      }
      case 'words':
        this.announce(produced.words, produced.sentence, startMs);
        return true;
      case 'made':
        this.segments += 1;
        this.happened({ kind: 'segment', row: produced.row });
        return true;
      case 'chunk':
        return this.play(produced, wav);
    }
  }

  private announce(timed: readonly WordTime[], sentence: SentencePlace, startMs: number): void {
    const words = timed.map((word) => ({ ...word, atMs: word.atMs + startMs }));
    this.announcedMs = words.at(-1)?.atMs ?? this.announcedMs;
    this.happened({ kind: 'words', words, sentence });
  }

  private play({ samples, speed, computeMs }: Chunk, wav: WavFile | undefined): boolean {
    const room = Math.round((this.request.maxSeconds ?? Infinity) * this.sampleRate) - this.player.writtenSamples;
    const fitting = samples.length <= room ? samples : samples.slice(0, room);
    const audioMs = this.toMs(fitting.length);
    this.timeline.chunk({ audioMs });
    wav?.write(fitting);
    const slackMs = this.player.write(fitting, speed);
    this.meter.push(fitting);
    this.happened({ kind: 'chunk', row: { segment: this.segments, audioMs, computeMs, slackMs } });
    if (fitting.length < room) return true;
    this.how = 'limit';
    return false;
  }

  private fail(error: unknown): void {
    if (this.failure || this.how === 'stopped' || this.how === 'replaced') return;
    this.failure = error instanceof AloudError ? error : new AloudError('internal', messageOf(error), { cause: error });
    void this.stop('error');
  }

  private toMs(samples: number): number {
    return (samples / this.sampleRate) * 1000;
  }
}
