import { AloudError } from '../protocol/errors.js';
import type { AudioOutput, OutputListener, OutputProgress } from './output.js';
import { NOTHING_HEARD } from './output.js';
import type { SpeakerProcess } from './speakerProcess.js';
import type { FromSpeaker } from './speakerProtocol.js';

/** Held in the speaker process: enough for the engine's main thread to be late, little enough for volume to act soon. */
const WINDOW_MS = 400;
/** A device that should be playing and fetches nothing for this long has hung… */
const STALL_MS = 300;
/** …if it was looked at so often meanwhile: otherwise the whole machine is slow. */
const STALL_REPORTS = 15;
/** Starting may wake a device that sleeps, or wait for the end of the silence that a sound server has given it ahead. */
const START_MS = 2500;
/** With the first report of progress a device has filled its own buffer; with the second it plays. */
const STARTED_AFTER = 2;
/** Nothing was heard of the speaker process: it has hung in native code. */
const SILENCE_MS = 1000;
/** Includes starting the process. */
const OPEN_MS = 3000;
/** Closing takes 5 ms; then the process is ended, which is silent too. */
const CLOSE_MS = 100;

/** The sound device, by the native addon in the speaker process. What it reports is what the device fetched. */
export class DeviceOutput implements AudioOutput {
  readonly name = 'device';
  windowSamples = 0;
  #output = 0;
  #listener: OutputListener | undefined;
  #written = 0;
  #progress = NOTHING_HEARD;
  #movedAtMs: number | undefined;
  #reportsSince = 0;
  /** How often it was seen to have played more. */
  #moves = 0;
  #watchdog: NodeJS.Timeout | undefined;
  #lastChance: NodeJS.Immediate | undefined;
  #opened: PromiseWithResolvers | undefined;
  #closed: PromiseWithResolvers | undefined;

  constructor(private readonly speaker: SpeakerProcess) {}

  async open(sampleRate: number, listener: OutputListener): Promise<void> {
    this.windowSamples = Math.round((WINDOW_MS * sampleRate) / 1000);
    this.speaker.start();
    if (this.speaker.unusable) throw noDevice(this.speaker.unusable);
    this.#output = this.speaker.attach({
      message: (message) => {
        this.#receive(message);
      },
      gone: (error) => {
        this.#fail(error);
      },
    });
    this.#opened = withResolvers();
    this.#watch(OPEN_MS);
    this.speaker.send({ type: 'open', output: this.#output, sampleRate });
    await this.#opened.promise;
    this.#listener = listener;
  }

  write(samples: Float32Array): void {
    if (this.#progress.heard === this.#written) this.#watch(SILENCE_MS);
    this.#written += samples.length;
    this.speaker.send({ type: 'write', output: this.#output, samples });
  }

  end(): void {
    // The speaker process plays whatever it has.
  }

  async close(): Promise<OutputProgress> {
    this.#listener = undefined;
    if (!this.#closed) {
      this.#closed = withResolvers();
      this.#watch(CLOSE_MS);
      this.speaker.send({ type: 'close', output: this.#output });
    }
    await this.#closed.promise;
    return this.#progress;
  }

  #receive(message: Extract<FromSpeaker, { output: number }>): void {
    switch (message.type) {
      case 'opened':
        this.#unwatch();
        this.#opened?.resolve();
        break;
      case 'failed':
        this.#fail(new Error(message.message));
        break;
      case 'progress':
        this.#note(message.progress);
        break;
      case 'closed':
        this.#progress = message.progress;
        this.#release();
        break;
    }
  }

  #note(progress: OutputProgress): void {
    if (progress.heard > this.#progress.heard) this.#moves++;
    if (progress.heard > this.#progress.heard || progress.dry || this.#written === 0) {
      this.#movedAtMs = progress.clockMs;
      this.#reportsSince = 0;
    } else {
      this.#movedAtMs ??= progress.clockMs;
      this.#reportsSince++;
    }
    this.#progress = progress;
    if (this.#closed) return;
    if (progress.heard === this.#written) this.#unwatch();
    else this.#watch(SILENCE_MS);
    const limitMs = this.#moves < STARTED_AFTER ? START_MS : STALL_MS;
    if (progress.clockMs - this.#movedAtMs > limitMs && this.#reportsSince > STALL_REPORTS) {
      this.speaker.kill(new Error('The sound device hangs.'));
      return;
    }
    this.#listener?.progress(progress);
  }

  /** Something must happen within so many milliseconds, or the process is replaced: nothing else ends a hanging call. */
  #watch(limitMs: number): void {
    this.#unwatch();
    this.#watchdog = setTimeout(() => {
      // Messages may be waiting while this thread was busy: they come first.
      this.#lastChance = setImmediate(() => {
        this.speaker.kill(new Error('The sound device does not respond.'));
      });
    }, limitMs);
  }

  #unwatch(): void {
    clearTimeout(this.#watchdog);
    clearImmediate(this.#lastChance);
  }

  #fail(error: Error): void {
    this.#release();
    this.#opened?.reject(noDevice(error));
    this.#listener?.failed(error);
  }

  #release(): void {
    this.#unwatch();
    this.speaker.detach(this.#output);
    this.#closed ??= withResolvers();
    this.#closed.resolve();
  }
}

function noDevice(cause: Error): AloudError {
  return new AloudError(
    'no-sound-device',
    'The sound device cannot be opened: check that it is plugged in and in use by nothing else.',
    { cause },
  );
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

/** Promise.withResolvers, which Node 20 lacks. */
function withResolvers(): PromiseWithResolvers {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
