import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { FromSpeaker, ToSpeaker } from './speakerProtocol.js';

/**
 * What PulseAudio and PipeWire hold for us. The addon asks for 30 ms, which gaps whenever the processor is busy for longer;
 * much more would ask for the second chunk before it can be there.
 */
const SERVER_BUFFER_MS = '60';

type AboutOutput = Extract<FromSpeaker, { output: number }>;

export interface SpeakerClient {
  message(message: AboutOutput): void;
  /** The process ended or was given up; nothing more comes. */
  gone(error: Error): void;
}

/** Keeps the process that owns the sound device: started ahead of need, replaced when it died. */
export class SpeakerProcess {
  #child: ChildProcess | undefined;
  #unusable: Error | undefined;
  readonly #clients = new Map<number, SpeakerClient>();
  #lastOutput = 0;

  /** @param program Path of the bundled `speaker` program. */
  constructor(private readonly program: string) {}

  /** Why the native addon cannot be used on this machine, once that is known. */
  get unusable(): Error | undefined {
    return this.#unusable;
  }

  /** Starts the process if it does not run. The first sound comes sooner when this was called well before it. */
  start(): void {
    if (this.#child || this.#unusable) return;
    const child = fork(this.program, {
      serialization: 'advanced', // samples travel as binary
      // Sound libraries chat on stderr.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: { PULSE_LATENCY_MSEC: SERVER_BUFFER_MS, ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    this.#child = child;
    let ready = false;
    child.on('message', (message: FromSpeaker) => {
      if (message.type === 'ready') ready = true;
      else if (message.type === 'unusable') this.#giveUp(child, (this.#unusable = new Error(message.message)));
      else this.#clients.get(message.output)?.message(message);
    });
    child.on('error', (error) => {
      this.#giveUp(child, error);
    });
    child.on('exit', (code, signal) => {
      const error = new Error(`The speaker process ended (${signal ?? code ?? 'unknown'}).`);
      // Died while loading the addon, of its own accord: it will do so every time.
      if (!ready && this.#child === child) this.#unusable = error;
      this.#giveUp(child, error);
    });
  }

  /** Registers an output and returns its number. */
  attach(client: SpeakerClient): number {
    this.#clients.set(++this.#lastOutput, client);
    return this.#lastOutput;
  }

  detach(output: number): void {
    this.#clients.delete(output);
  }

  send(message: ToSpeaker): void {
    if (this.#child?.connected) this.#child.send(message, () => undefined); // a failure shows as 'exit'
  }

  /** Ends the process, which may hang in native code, at once; the next `start` makes a new one. */
  kill(error = new Error('The speaker process was ended.')): void {
    if (this.#child) this.#giveUp(this.#child, error);
  }

  #giveUp(child: ChildProcess, error: Error): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    child.kill('SIGKILL');
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    for (const client of clients) client.gone(error);
  }
}
