import { AloudError } from '../protocol/errors.js';
import type { FromWindow, ToWindow } from '../protocol/windowSound.js';
import type { AudioOutput, OutputListener, OutputProgress } from './output.js';
import { NOTHING_HEARD } from './output.js';

/** Carries the window over what a network may do to messages; a change of volume is heard after it. */
const WINDOW_MS = 1000;
/** The view may have to be opened first. */
const OPEN_MS = 15_000;
/** What has not been answered by then comes from a window that is gone. */
const CLOSE_MS = 1000;

type Receive = (message: FromWindow) => void;

/** The way to the window that plays: gives each output a number and what the window says of it. */
export class WindowLink {
  readonly #receivers = new Map<number, Receive>();
  #last = 0;

  constructor(readonly send: (message: ToWindow) => void) {}

  attach(receive: Receive): number {
    this.#receivers.set(++this.#last, receive);
    return this.#last;
  }

  detach(output: number): void {
    this.#receivers.delete(output);
  }

  receive(message: FromWindow): void {
    this.#receivers.get(message.output)?.(message);
  }
}

/**
 * A window of the editor, where the engine's machine has no loudspeaker. Nothing hurries it: the browser may want a click
 * of the user before it plays, and the samples wait for that.
 */
export class WindowOutput implements AudioOutput {
  readonly name = 'webview';
  windowSamples = 0;
  #output = 0;
  #progress = NOTHING_HEARD;
  #listener: OutputListener | undefined;
  #settled: ((message: FromWindow) => void) | undefined;

  constructor(private readonly link: WindowLink) {}

  async open(sampleRate: number, listener: OutputListener): Promise<void> {
    this.windowSamples = Math.round((WINDOW_MS * sampleRate) / 1000);
    this.#output = this.link.attach((message) => {
      this.#receive(message);
    });
    const opened = this.#answer(OPEN_MS);
    this.link.send({ type: 'open', output: this.#output, sampleRate });
    const answer = await opened;
    if (answer?.type !== 'opened') {
      this.link.send({ type: 'close', output: this.#output }); // should the view open after all
      this.link.detach(this.#output);
      const why = answer?.type === 'failed' ? answer.message : 'The view that plays the sound did not open: try again.';
      throw new AloudError('no-sound-device', why);
    }
    this.#listener = listener;
  }

  write(samples: Float32Array): void {
    this.link.send({ type: 'write', output: this.#output, samples });
  }

  end(): void {
    this.link.send({ type: 'end', output: this.#output });
  }

  async close(): Promise<OutputProgress> {
    this.#listener = undefined;
    const closed = this.#answer(CLOSE_MS);
    this.link.send({ type: 'close', output: this.#output });
    await closed;
    this.link.detach(this.#output);
    return this.#progress;
  }

  #receive(message: FromWindow): void {
    switch (message.type) {
      case 'progress':
        this.#progress = message.progress;
        this.#listener?.progress(message.progress);
        return;
      case 'closed':
        this.#progress = message.progress;
        this.#settled?.(message);
        return;
      case 'failed':
        this.#listener?.failed(new Error(message.message));
        this.#settled?.(message);
        return;
      case 'opened':
        this.#settled?.(message);
    }
  }

  /** What the window answers; undefined when it does not. */
  #answer(limitMs: number): Promise<FromWindow | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve(undefined);
      }, limitMs);
      this.#settled = (message) => {
        clearTimeout(timer);
        resolve(message);
      };
    });
  }
}
