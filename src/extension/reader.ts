import { commands, EventEmitter } from 'vscode';
import type { RequestType0 } from 'vscode-jsonrpc';
import type { EngineClient } from '../client/engineClient.js';
import type { Reading, ReadingRequestInput } from '../client/reading.js';
import { monotonicMs } from '../metrics/clock.js';
import type { EngineState, ErrorData } from '../protocol/engine.js';
import type { AloudError } from '../protocol/errors.js';
import type { ReadingReport } from '../protocol/reading.js';
import type { ReadingSettings } from './settings.js';
import type { Passage } from './sources.js';

export interface ReaderOptions {
  /** Creates the client, when it is needed for the first time. */
  readonly connect: () => Promise<EngineClient>;
  readonly settingsFor: (passage: Passage) => ReadingSettings;
  /** Changes when the engine has to be started anew to follow its settings. */
  readonly engineKey: () => string;
  /** A sentence for the user about a reading that goes on. */
  readonly onNotice: (message: string) => void;
}

/** Longer texts are not sent to the engine each time a selection rests. */
const MOST_EXPECTED = 100_000;

/** What a reading does otherwise than the settings say. */
export type ReadingOverrides = Partial<
  Pick<Reading['request'], 'maxSeconds' | 'output' | 'pronunciations' | 'voice' | 'wavPath'>
>;

/** The one reading of this window: begun, steered and watched from here. Owns the connection to the engine. */
export class Reader {
  private readonly changed = new EventEmitter<void>();
  private readonly finished = new EventEmitter<ReadingReport>();
  private client: Promise<EngineClient> | undefined;
  private startedWith: string | undefined;
  private restarting: Promise<void> | undefined;
  private current: Reading | undefined;
  private currentPassage: Passage | undefined;
  private report: ReadingReport | undefined;
  private failure: AloudError | undefined;
  /** Readings asked for and stops; tells one that was overtaken before the engine heard of it. */
  private turn = 0;
  /** The one that waits for the engine's client: it can be stopped already. */
  private awaited: number | undefined;
  private readonly shownContext = new Map<string, boolean>();

  constructor(private readonly options: ReaderOptions) {}

  /** The reading, its state or its first audio changed. */
  readonly onDidChange = this.changed.event;
  readonly onDidFinish = this.finished.event;

  /** The reading that is under way. */
  get reading(): Reading | undefined {
    return this.current;
  }

  /** What it reads. */
  get passage(): Passage | undefined {
    return this.currentPassage;
  }

  get lastReport(): ReadingReport | undefined {
    return this.report;
  }

  /** Why the last reading failed; undefined once another one began. */
  get problem(): AloudError | undefined {
    return this.failure;
  }

  /**
   * Reads `passage` in place of what is being read.
   * @returns The report, once the reading has ended; undefined when it was overtaken before it began.
   * @throws AloudError
   */
  async read(passage: Passage, overrides: ReadingOverrides = {}): Promise<ReadingReport | undefined> {
    const acceptedAtMs = monotonicMs();
    const request = this.requestFor(passage);
    const turn = ++this.turn;
    this.awaited = turn;
    this.show();
    try {
      const client = await this.engine();
      if (turn !== this.turn) return undefined;
      return await this.follow(client.read({ ...request, ...overrides, acceptedAtMs }), passage);
    } finally {
      if (this.awaited === turn) this.awaited = undefined;
      this.show();
    }
  }

  /** Starts and warms the engine ahead of need. Rejects with AloudError. */
  async warm(): Promise<void> {
    const client = await this.engine();
    await client.start();
  }

  /** What the engine is doing; where none was needed yet, none runs. */
  async engineState(): Promise<EngineState> {
    return (await this.client)?.state ?? 'stopped';
  }

  /** Asks the engine for what it knows; undefined where none is ready: it is not started for that. Rejects with AloudError. */
  async ask<Answer>(question: RequestType0<Answer, ErrorData>): Promise<Answer | undefined> {
    const client = await this.client;
    return client?.state === 'ready' ? client.ask(question) : undefined;
  }

  /** Has the beginning of `passage` made, as `read` would read it. Rejects with AloudError. */
  async expect(passage: Passage): Promise<void> {
    const { turn } = this;
    const request = this.requestFor(passage);
    const client = await this.engine();
    if (turn !== this.turn) return;
    const characters = passage.pieces.reduce((total, { text }) => total + text.length, 0);
    await (characters > MOST_EXPECTED ? client.start() : client.speculate(request));
  }

  /**
   * Makes an engine that runs follow its settings, and starts one where `start` says so; once nothing is being read.
   * Rejects with AloudError.
   */
  async followSettings(start: boolean): Promise<void> {
    await this.current?.finished.catch(() => undefined);
    if (this.client || start) {
      const client = await this.engine();
      if (start) await client.start();
    }
  }

  /** Ends the engine, so that nobody holds the model's files; the next reading starts it again. */
  async release(): Promise<void> {
    const client = await this.client;
    await client?.restart();
  }

  /** Forgets what was spoken. Resolves once nothing of it is left in this window and on the disk. */
  async clearCache(): Promise<void> {
    const { clearPhrases } = await import('./engine.js');
    await clearPhrases(await this.client);
  }

  /** What hindered the last reading has been put right. */
  clearProblem(): void {
    if (!this.failure) return;
    this.failure = undefined;
    this.changed.fire();
  }

  async pauseOrResume(): Promise<void> {
    const reading = this.current;
    await (reading?.state === 'paused' ? reading.resume() : reading?.pause());
  }

  async stop(): Promise<void> {
    this.turn++;
    this.show();
    await this.current?.stop();
  }

  async dispose(): Promise<void> {
    this.turn++;
    this.changed.dispose();
    this.finished.dispose();
    const client = await this.client;
    await client?.dispose();
  }

  private requestFor(passage: Passage): ReadingRequestInput {
    const { source, pieces, languageId, notes = [] } = passage;
    const settings = this.options.settingsFor(passage);
    return { source, pieces, notes, ...settings, ...(languageId !== undefined && { languageId }) };
  }

  private async engine(): Promise<EngineClient> {
    const client = await (this.client ??= this.options.connect());
    const key = this.options.engineKey();
    if (this.startedWith !== undefined && this.startedWith !== key) {
      this.restarting = client.restart().finally(() => {
        this.restarting = undefined;
      });
    }
    this.startedWith = key;
    await this.restarting;
    return client;
  }

  private async follow(reading: Reading, passage: Passage): Promise<ReadingReport> {
    this.awaited = undefined;
    this.current = reading;
    this.currentPassage = passage;
    this.failure = undefined;
    const listeners = [
      reading.onDidChange(() => {
        this.show();
      }),
      reading.onNotice(this.options.onNotice),
    ];
    this.show();
    try {
      const report = await reading.finished;
      if (report.source !== 'benchmark') {
        if (report.output !== 'none') this.report = report; // what went into a file nobody has heard
        this.finished.fire(report);
      }
      return report;
    } catch (error) {
      const failure = error as AloudError; // `finished` rejects with nothing else
      if (this.current === reading && failure.code !== 'nothing-to-read') this.failure = failure;
      throw error;
    } finally {
      for (const listener of listeners) listener.dispose();
      if (this.current === reading) this.current = this.currentPassage = undefined;
      this.show();
    }
  }

  private show(): void {
    const state = this.current?.state;
    const isReading = state !== undefined && state !== 'ended';
    this.setContext('aloud.speaking', isReading || this.awaited === this.turn);
    this.setContext('aloud.paused', state === 'paused');
    this.changed.fire();
  }

  private setContext(key: string, value: boolean): void {
    if (this.shownContext.get(key) === value) return;
    this.shownContext.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }
}
