import { EstimatedProgress } from './estimatedProgress.js';
import type { AudioOutput, OutputListener, OutputProgress } from './output.js';

/** Often enough for whoever waits for room ahead of the playhead. */
const REPORT_MS = 50;

/**
 * Plays nothing: for a reading that only goes to a file. Takes samples as they come and counts as heard what could have
 * been played by now, so that gaps and first sound are those that a device would have; once all are there it is done.
 */
export class SilentOutput implements AudioOutput {
  readonly name = 'none';
  readonly windowSamples = Infinity;
  #estimate = new EstimatedProgress(1);
  #listener: OutputListener | undefined;
  #timer: NodeJS.Timeout | undefined;

  open(sampleRate: number, listener: OutputListener): Promise<void> {
    this.#estimate = new EstimatedProgress(sampleRate);
    this.#listener = listener;
    return Promise.resolve();
  }

  write(samples: Float32Array): void {
    this.#estimate.hand(samples.length);
    this.#timer ??= setInterval(() => {
      this.#report();
    }, REPORT_MS);
    queueMicrotask(() => {
      this.#report();
    });
  }

  end(): void {
    queueMicrotask(() => {
      this.#estimate.finish();
      this.#report();
    });
  }

  close(): Promise<OutputProgress> {
    this.#listener = undefined;
    clearInterval(this.#timer);
    return Promise.resolve(this.#estimate.progress);
  }

  #report(): void {
    this.#listener?.progress(this.#estimate.progress);
  }
}
