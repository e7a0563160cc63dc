import type { RequestType0 } from 'vscode-jsonrpc';
import { monotonicMs } from '../metrics/clock.js';
import type {
  EngineInfo,
  EngineMemory,
  EngineOptions,
  EngineState,
  ErrorData,
  LogLevel,
  PrepareOptions,
} from '../protocol/engine.js';
import { EngineLog, Initialize, Ping, Prepare, Preparing, ReadingHappened, Speculate } from '../protocol/engine.js';
import { AloudError } from '../protocol/errors.js';
import { Emitter } from '../protocol/event.js';
import { HeardInWindow, PlayInWindow } from '../protocol/windowSound.js';
import type { FromWindow, ToWindow } from '../protocol/windowSound.js';
import type { EngineProcess } from './engineProcess.js';
import { answerOf, forkEngine, toAloudError } from './engineProcess.js';
import { Reading, requestOf } from './reading.js';
import type { ReadingRequestInput } from './reading.js';
import { RestartLimit, TOO_OFTEN } from './restartLimit.js';

export interface EngineClientOptions {
  /** The engine's bundle. */
  readonly enginePath: string;
  readonly engineArguments?: readonly string[];
  /** Read anew at every start of the engine. */
  readonly options: () => EngineOptions | Promise<EngineOptions>;
  readonly log: (level: LogLevel, message: string) => void;
  /** Each time an engine is warm. */
  readonly onReady?: (info: EngineInfo) => void;
  /** Plays where the engine's machine has no loudspeaker. */
  readonly window?: WindowSound;
  /** An engine that dies is replaced at once, not when it is needed next: others may need it. */
  readonly keepRunning?: () => boolean;
}

/** What plays for an engine that has no device of its own. */
export interface WindowSound {
  play(message: ToWindow): void;
  /** What became of it. */
  readonly onHeard: (listener: (message: FromWindow) => void) => { dispose(): void };
  /** The engine is gone: nothing of it shall be heard any more. */
  silence(): void;
}

interface RunningEngine {
  readonly process: EngineProcess;
  /** The engine is warm. Rejects with an AloudError. */
  readonly ready: Promise<EngineInfo>;
}

/**
 * Starts the engine, hands readings to it and replaces it when it dies. One reading is under way at a time; a new one
 * replaces it.
 */
export class EngineClient {
  private readonly stateChanged = new Emitter<[state: EngineState, detail?: string]>();
  private readonly deaths = new RestartLimit(monotonicMs);
  private currentState: EngineState = 'stopped';
  private engine: RunningEngine | undefined;
  private current: Reading | undefined;
  /** Readings whose end has not been heard: the current one and those it replaced. */
  private readonly readings = new Map<string, Reading>();
  /** Id of what may be read next. */
  private expected: string | undefined;
  private disposed = false;

  constructor(private readonly options: EngineClientOptions) {}

  readonly onDidChangeState = this.stateChanged.on;

  get state(): EngineState {
    return this.currentState;
  }

  /** Process id of the running engine. */
  get pid(): number | undefined {
    return this.engine?.process.pid;
  }

  /**
   * Starts the engine and warms its model; does nothing when that has been done.
   * @throws AloudError `model-missing`, `model-damaged`, `unsupported-platform`, `engine-failed`, …
   */
  start(): Promise<EngineInfo> {
    if (this.disposed) return Promise.reject(new AloudError('engine-failed', 'Aloud is shutting down.'));
    if (this.currentState === 'failed') this.deaths.reset();
    return this.running().ready;
  }

  /** Reads aloud, starting the engine if need be. The reading that is under way is replaced. */
  read(input: ReadingRequestInput): Reading {
    const reading = new Reading(input, this.currentState !== 'ready');
    const previous = this.current;
    this.current = reading;
    this.readings.set(reading.id, reading);
    void reading.finished
      .catch(() => undefined)
      .then(() => {
        this.readings.delete(reading.id);
        if (this.current === reading) this.current = undefined;
      });
    previous?.replace();
    void this.hand(reading);
    return reading;
  }

  /**
   * Has the beginning made of what may be read next, starting the engine if need be. Any reading is more important.
   * @throws AloudError
   */
  async speculate(input: ReadingRequestInput): Promise<void> {
    const request = requestOf(input, false);
    this.expected = request.id;
    const { process, ready } = this.running();
    await ready;
    if (this.current || this.expected !== request.id) return;
    await answerOf(process.connection.sendRequest(Speculate, request));
  }

  /**
   * Makes the model as fast as it can be on this machine, once: some ten seconds the first time. What runs it fastest is
   * tried now if `trials` says so; otherwise that is left to a time when nobody reads.
   * @throws AloudError `model-missing`, `disk`, `engine-failed`, …
   */
  async prepare(
    onProgress: (step: string, done: number) => void = () => undefined,
    { trials }: PrepareOptions = { trials: true },
  ): Promise<void> {
    const { process, ready } = this.running();
    await ready;
    const listening = process.connection.onNotification(Preparing, ({ step, done }) => {
      onProgress(step, done);
    });
    try {
      await answerOf(process.connection.sendRequest(Prepare, { trials }));
    } finally {
      listening.dispose();
    }
  }

  /**
   * Asks the engine for what it knows, such as GetStatus; starts it if need be.
   * @throws AloudError
   */
  async ask<Answer>(question: RequestType0<Answer, ErrorData>): Promise<Answer> {
    const { process, ready } = this.running();
    await ready;
    return answerOf(process.connection.sendRequest(question));
  }

  /**
   * Round trip to the engine's main thread, whose model need not be warm.
   * @throws AloudError
   */
  async ping(): Promise<EngineMemory & { readonly roundTripMs: number }> {
    const startedAt = monotonicMs();
    const { process } = this.running();
    const memory = await answerOf(process.connection.sendRequest(Ping));
    return { ...memory, roundTripMs: monotonicMs() - startedAt };
  }

  /** Ends the engine, the reading under way with it. */
  async dispose(): Promise<void> {
    this.disposed = true;
    const { engine } = this;
    await this.stopCurrent();
    await engine?.process.end();
  }

  /** Ends the engine; the next reading starts it with the options of then. */
  async restart(): Promise<void> {
    const { engine } = this;
    if (!engine) return;
    this.engine = undefined;
    this.setState('stopped');
    await this.stopCurrent();
    await engine.process.end();
  }

  /** Its engine ends next: a reading that cannot be stopped must not keep it from that, nor be left without an end. */
  private async stopCurrent(): Promise<void> {
    const { current } = this;
    await current?.stop().catch((error: unknown) => {
      current.fail(toAloudError(error));
    });
  }

  private async hand(reading: Reading): Promise<void> {
    const startedAt = monotonicMs();
    const engine = this.running();
    try {
      await engine.ready;
    } catch (error) {
      if (engine.process.alive) reading.fail(toAloudError(error));
      return;
    }
    const startMs = reading.request.cold ? monotonicMs() - startedAt : null;
    if (reading === this.current) await reading.attach(engine.process, startMs);
  }

  private running(): RunningEngine {
    return (this.engine ??= this.fork());
  }

  private fork(): RunningEngine {
    const { enginePath, engineArguments = [], log } = this.options;
    this.setState('starting');
    const process = forkEngine(enginePath, engineArguments, (line) => {
      log('info', line);
    });
    process.connection.onNotification(ReadingHappened, ({ id, event }) => this.readings.get(id)?.receive(event));
    process.connection.onNotification(EngineLog, ({ level, message }) => {
      log(level, message);
    });
    if (this.options.window) connectWindow(process, this.options.window);
    const engine = { process, ready: this.warm(process) };
    engine.ready.catch(() => undefined);
    void process.exited.then((how) => {
      this.onExit(engine, how);
    });
    return engine;
  }

  private async warm(process: EngineProcess): Promise<EngineInfo> {
    const { log } = this.options;
    const startedAt = monotonicMs();
    try {
      const info = await process.connection.sendRequest(Initialize, await this.options.options());
      log('info', `Engine ready after ${Math.round(monotonicMs() - startedAt)} ms (${info.model}, ${info.provider}).`);
      this.options.onReady?.(info);
      this.setState('ready');
      return info;
    } catch (error) {
      const reason = toAloudError(error);
      if (process.alive) {
        // A missing model is no death: the process ends, and the next reading tries again with what is there then.
        this.engine = undefined;
        this.setState(reason.code === 'model-missing' ? 'stopped' : 'failed', reason.message);
        void process.end();
      }
      throw reason;
    }
  }

  private onExit(engine: RunningEngine, how: string): void {
    if (engine !== this.engine) return;
    this.engine = undefined;
    if (this.disposed) {
      this.setState('stopped');
      return;
    }
    this.options.log('error', `The engine ${how}.`);
    const reading = this.current;
    if (!this.deaths.mayRestart()) {
      const message = `The speech engine ended ${TOO_OFTEN}. See the log for the reason, then try again.`;
      this.setState('failed', message);
      reading?.fail(new AloudError('engine-failed', message));
      return;
    }
    this.setState('stopped');
    if (reading) {
      reading.detach('The speech engine stopped and was started again. Reading goes on.');
      void this.hand(reading);
    } else if (this.options.keepRunning?.() === true) this.running();
  }

  private setState(state: EngineState, detail?: string): void {
    if (state === this.currentState) return;
    this.currentState = state;
    this.stateChanged.fire(state, detail);
  }
}

function connectWindow({ connection, exited }: EngineProcess, window: WindowSound): void {
  connection.onNotification(PlayInWindow, (message) => {
    window.play(message);
  });
  const heard = window.onHeard((message) => void connection.sendNotification(HeardInWindow, message));
  void exited.then(() => {
    heard.dispose();
    window.silence();
  });
}
