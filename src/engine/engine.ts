import { join } from 'node:path';
import { History } from '../metrics/history.js';
import { performanceOf } from '../metrics/performance.js';
import type { Voice } from '../models/catalog.js';
import type { OutputFactory } from '../playback/output.js';
import { selectOutputs } from '../playback/outputs.js';
import { SpeakerProcess } from '../playback/speakerProcess.js';
import { WindowLink } from '../playback/windowOutput.js';
import { type SampleSink, StreamOutput } from '../playback/streamOutput.js';
import type {
  EngineInfo,
  EngineOptions,
  PrepareOptions,
  LogLevel,
  ReadingAdjustment,
  ReadingEvent,
  ReadingExtension,
  SkipTarget,
} from '../protocol/engine.js';
import { AloudError, messageOf } from '../protocol/errors.js';
import { Emitter } from '../protocol/event.js';
import type { EngineStatus, Measurement, Performance } from '../protocol/performance.js';
import type { ReadingEnd, ReadingRequest, ReadingSummary } from '../protocol/reading.js';
import type { ServerOptions, ServerState } from '../protocol/server.js';
import type { SpeechService } from '../server/speechService.js';
import type { FromWindow, ToWindow } from '../protocol/windowSound.js';
import { InferenceWorker } from '../synthesis/inferenceWorker.js';
import type { ReadingText } from '../synthesis/readingText.js';
import type { AcceptedRequest, SpeechSynthesizer } from '../synthesis/speechSynthesizer.js';
import { Synthesizer } from '../synthesis/synthesizer.js';
import { ActiveReading } from './activeReading.js';
import { Streams } from './streams.js';
import { Preparation } from './preparation.js';
import { ProcessorLoad } from './processorLoad.js';
import { engineStatus } from './status.js';

export interface EngineEnvironment {
  /** Bundle of the inference thread. */
  readonly inferencePath: string;
  /** A job of it that takes much longer than this has hung. */
  readonly hangMs?: number;
  /** Bundle of the process that plays on the native device. */
  readonly speakerPath: string;
  /** Bundle of the process that makes models fast on this machine. */
  readonly workshopPath: string;
  readonly preparing: (step: string, done: number) => void;
  readonly happened: (readingId: string, event: ReadingEvent) => void;
  /** Has the window play something. */
  readonly play: (message: ToWindow) => void;
  readonly log: (level: LogLevel, message: string) => void;
  /** The process cannot go on; whoever started it is to start another one. */
  readonly giveUp: (why: string) => void;
}

/** The inference thread is replaced this often in one reading; then the whole process is. */
const MOST_LOSSES = 2;

/** What the engine does for its client: one voice, one reading at a time. */
export class Engine implements SpeechService {
  private readonly inference: InferenceWorker;
  private readonly speaker: SpeakerProcess;
  private readonly window: WindowLink;
  /** What readings are made with. */
  private synthesizer: SpeechSynthesizer | undefined;
  /** The model of this machine, once it is loaded: the same, or what stands in for a server. */
  private local: Synthesizer | undefined;
  private preparation: Preparation | undefined;
  private history = new History();
  /** A better form of the model is there, to be loaded when nobody reads. */
  private reloadDue = false;
  private reloading: Promise<void> | undefined;
  private idleMinutes = 0;
  private current: ActiveReading | undefined;
  private readonly streams = new Streams();
  private readonly load = new ProcessorLoad();
  private readonly finished = new Emitter<[summary: ReadingSummary]>();
  private losses = 0;
  /** Readings that were asked for and have not begun. */
  private accepting = 0;
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(private readonly environment: EngineEnvironment) {
    const { inferencePath, hangMs, speakerPath, log, giveUp } = environment;
    this.speaker = new SpeakerProcess(speakerPath);
    this.window = new WindowLink(environment.play);
    const onLost = (why: string) => {
      log('error', `The synthesis thread was lost: ${why}`);
      if (++this.losses > MOST_LOSSES) giveUp('The synthesis thread was lost too often.');
    };
    this.inference = new InferenceWorker(inferencePath, onLost, hangMs);
  }

  readonly onDidFinish = this.finished.on;

  async initialize(options: EngineOptions): Promise<EngineInfo> {
    this.idleMinutes = options.idleMinutes;
    if (options.dataFolder !== undefined) this.history = new History(join(options.dataFolder, 'measurements.jsonl'));
    const synthesizer = await this.openSynthesizer(options);
    this.synthesizer = synthesizer;
    this.speaker.start();
    const { model, provider, sampleRate, warmMs } = synthesizer.facts;
    const server = options.server && (await this.serve(options.server));
    return { model, provider, sampleRate, warmMs, ...(server && { server }) };
  }

  get voices(): readonly Voice[] {
    return this.initialized().voices;
  }

  /** Makes the model as fast as it can be on this machine. Resolves when it has been loaded so, or will be after the reading. */
  async prepare({ trials }: PrepareOptions): Promise<null> {
    await this.derive();
    if (trials && !this.current) await this.preparation?.tryOut();
    return null;
  }

  async warm(): Promise<null> {
    await this.initialized().warm();
    this.restIfIdle();
    return null;
  }

  async clearCache(): Promise<null> {
    await this.local?.clearCache();
    return null;
  }

  /** Brings the cache on the disk up to date. Never rejects. */
  async save(): Promise<void> {
    await this.local?.saveCache();
  }

  /** Makes the first chunk of what may be read next. While somebody listens there are better things to do. */
  async speculate(asked: ReadingRequest): Promise<null> {
    const synthesizer = this.initialized();
    const request = synthesizer.accept(asked);
    await this.warm();
    await this.reloading;
    if (!this.current) await synthesizer.speculate(request);
    return null;
  }

  /** Accepts a reading; the one that is under way falls silent at once. */
  async startReading(asked: ReadingRequest): Promise<{ sampleRate: number }> {
    this.accepting++;
    try {
      const { synthesizer, request } = await this.readyFor(asked);
      this.losses = 0;
      const { speaker, window } = this;
      const outputs = await selectOutputs(request.output, { env: process.env, speaker, window });
      const reading = this.begin(request, synthesizer, outputs, (event) => {
        this.environment.happened(request.id, event);
      });
      void this.end(this.current, 'replaced');
      this.current = reading;
      return { sampleRate: synthesizer.facts.sampleRate };
    } catch (error) {
      this.preparation?.rest(asked.voice);
      throw error;
    } finally {
      this.accepting--;
      this.restIfIdle();
    }
  }

  /**
   * Reads into a sink, beside other such readings and behind whatever the editor reads.
   * @throws QueueFull; AloudError `unknown-voice`, `bad-value`
   */
  async stream(
    asked: ReadingRequest,
    sink: SampleSink,
    happened: (event: ReadingEvent) => void,
  ): Promise<{ readonly sampleRate: number; readonly stop: () => Promise<void> }> {
    const { synthesizer, request } = await this.readyFor(asked);
    this.streams.checkRoom();
    if (!this.isReading) this.losses = 0;
    const reading = this.begin(request, synthesizer, [() => new StreamOutput(sink)], happened);
    this.streams.add(reading);
    return { sampleRate: synthesizer.facts.sampleRate, stop: () => reading.stop('stopped') };
  }

  async stop(id: string): Promise<null> {
    await this.end(this.reading(id), 'stopped');
    return null;
  }

  async pause(id: string): Promise<null> {
    await this.reading(id)?.pause();
    return null;
  }

  async resume(id: string): Promise<null> {
    await this.reading(id)?.resume();
    return null;
  }

  async skip(id: string, to: SkipTarget): Promise<null> {
    await this.reading(id)?.skip(to);
    return null;
  }

  extend(id: string, extension: ReadingExtension): null {
    this.reading(id)?.extend(extension);
    return null;
  }

  adjust(id: string, adjustment: ReadingAdjustment): null {
    this.reading(id)?.adjust(adjustment);
    return null;
  }

  status(): EngineStatus {
    return engineStatus(this.state(), this.initialized().facts, this.streams, this.load.cores);
  }

  async performance(): Promise<Performance> {
    return performanceOf(await this.history.recent());
  }

  measurements(): Promise<readonly Measurement[]> {
    return this.history.recent();
  }

  /** The window says what became of what it plays. */
  heard(message: FromWindow): void {
    this.window.receive(message);
  }

  /** Lets go of the device without waiting for anything: the process is about to end. */
  silence(): void {
    this.speaker.kill();
  }

  /** The code that asks a server is loaded only where there is one. */
  private async openSynthesizer(options: EngineOptions): Promise<SpeechSynthesizer> {
    const { speechServer } = options;
    if (!speechServer) return this.openLocal(options);
    const { RemoteSynthesizer } = await import('../synthesis/remote/remoteSynthesizer.js');
    return RemoteSynthesizer.open(speechServer, options, (...local) => this.openLocal(...local));
  }

  /** Loads the model of this machine, and has it made faster while nobody reads. */
  private async openLocal(options: EngineOptions, text?: ReadingText): Promise<Synthesizer> {
    const synthesizer = await Synthesizer.open(this.inference, options, text);
    this.local = synthesizer;
    const { workshopPath, log, preparing } = this.environment;
    this.preparation = new Preparation(synthesizer, {
      workshopPath,
      log,
      progress: preparing,
      improved: () => this.reloadWhenIdle(),
    });
    if (options.prepare) {
      this.derive()
        .catch((error: unknown) => {
          log('warn', messageOf(error));
        })
        .finally(() => this.preparation?.allowTrials());
    }
    this.restIfIdle();
    return synthesizer;
  }

  private async derive(): Promise<void> {
    if (await this.preparation?.derive()) await this.reloadWhenIdle();
  }

  private reloadWhenIdle(): Promise<void> {
    this.reloadDue = true;
    return this.reloadIfDue();
  }

  /** A model never changes within a reading. */
  private async reloadIfDue(): Promise<void> {
    if (this.isReading || !this.reloadDue || !this.local) return;
    this.reloadDue = false;
    this.reloading = this.local.reload().catch((error: unknown) => {
      this.environment.log('error', messageOf(error));
    });
    await this.reloading;
    this.restIfIdle();
  }

  /** Resolves once the model may be used, with the reading as it will be. */
  private async readyFor(asked: ReadingRequest) {
    const synthesizer = this.initialized();
    const request = synthesizer.accept(asked);
    clearTimeout(this.idleTimer);
    this.preparation?.makeWay();
    await this.reloading;
    return { synthesizer, request };
  }

  private begin(
    request: AcceptedRequest,
    synthesizer: SpeechSynthesizer,
    outputs: readonly OutputFactory[],
    happened: (event: ReadingEvent) => void,
  ): ActiveReading {
    const reading = new ActiveReading(request, synthesizer, outputs, (event) => {
      if (event.kind === 'ended') this.remember(request, event.summary);
      happened(event);
    });
    void reading.ended.then(() => {
      if (this.current === reading) this.current = undefined;
      this.streams.delete(reading);
      this.preparation?.rest(request.voice);
      void this.reloadIfDue();
      this.restIfIdle();
    });
    return reading;
  }

  /** The server's code is loaded only where it is used. */
  private async serve(options: ServerOptions): Promise<ServerState> {
    const { serveSpeech } = await import('../server/server.js');
    try {
      const url = await serveSpeech(options, this, (message) => {
        this.environment.log('error', message);
      });
      return { url };
    } catch (error) {
      return { problem: messageOf(error) };
    }
  }

  private get isReading(): boolean {
    return this.current !== undefined || this.accepting > 0 || this.streams.length > 0;
  }

  private async end(reading: ActiveReading | undefined, how: ReadingEnd): Promise<void> {
    if (reading === this.current) this.current = undefined;
    await reading?.stop(how);
  }

  private initialized(): SpeechSynthesizer {
    if (!this.synthesizer) throw new AloudError('internal', 'The engine has not been initialized.');
    return this.synthesizer;
  }

  private state(): EngineStatus['state'] {
    if (this.isReading) return 'reading';
    if (this.preparation?.busy) return 'preparing';
    return this.synthesizer?.isResting ? 'resting' : 'idle';
  }

  /** Where the engine was replaced in mid-reading, this one does not know when the first sound was heard. */
  private remember({ resumeAt }: ReadingRequest, summary: ReadingSummary): void {
    const resumed = resumeAt === undefined ? {} : { ttfaMs: null, restarts: 1 };
    this.finished.fire(summary);
    void this.history.add({ finishedAt: new Date().toISOString(), summary: { ...summary, ...resumed } });
  }

  private reading(id: string): ActiveReading | undefined {
    return this.current?.id === id ? this.current : undefined;
  }

  /** Sessions take hundreds of megabytes; nobody who stopped reading wants to pay for them. */
  private restIfIdle(): void {
    clearTimeout(this.idleTimer);
    const { idleMinutes: minutes, local } = this;
    if (this.isReading || minutes <= 0 || !local) return;
    this.idleTimer = setTimeout(() => {
      this.environment.log('info', `Nothing was read for ${minutes} minutes: the model is let go.`);
      local.rest();
    }, minutes * 60_000);
  }
}
