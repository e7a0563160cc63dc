import type { AudioOutput, OutputListener, OutputProgress } from './output.js';
import { SilentOutput } from './silentOutput.js';

/** Takes the samples of a reading to somebody who plays them elsewhere. */
export interface SampleSink {
  /** Mono float32 in [-1, 1]. Never blocks; keeps what cannot be passed on yet. */
  write(samples: Float32Array): void;
  /** Resolves when more can be passed on, or nobody is there any more. */
  drained(): Promise<void>;
}

/** Whoever plays it elsewhere is not thought to have more than this in store. */
const STORE_MS = 60_000;

/** Hands samples to a sink; takes for heard what could have been played since. */
export class StreamOutput implements AudioOutput {
  readonly name = 'stream';
  readonly windowSamples = Infinity;
  readonly #silent = new SilentOutput();
  #storeSamples = Infinity;

  constructor(private readonly sink: SampleSink) {}

  open(sampleRate: number, listener: OutputListener): Promise<void> {
    this.#storeSamples = (STORE_MS * sampleRate) / 1000;
    return this.#silent.open(sampleRate, {
      progress: (progress) => {
        listener.progress(this.#heard(progress));
      },
      failed: (error) => {
        listener.failed(error);
      },
    });
  }

  write(samples: Float32Array): void {
    this.sink.write(samples);
    this.#silent.write(samples);
  }

  drained(): Promise<void> {
    return this.sink.drained();
  }

  end(): void {
    this.#silent.end();
  }

  async close(): Promise<OutputProgress> {
    return this.#heard(await this.#silent.close());
  }

  /** The player keeps what was not heard: it must not keep an hour of it. */
  #heard(progress: OutputProgress): OutputProgress {
    return { ...progress, heard: Math.max(progress.heard, progress.handed - this.#storeSamples) };
  }
}
