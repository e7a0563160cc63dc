import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { toPcm16 } from '../playback/pcm16.js';
import type { SampleSink } from '../playback/streamOutput.js';

/** Five seconds of speech at 24 kHz: enough for whoever plays it, and little to be made in vain. */
const HIGH_WATER_BYTES = 240_000;
/** Who takes nothing for so long has gone without a word. */
const STALL_MS = 60_000;

/** The samples of one reading as bytes of 16-bit PCM, as fast as they are taken. */
export class PcmStream implements SampleSink {
  /** Resolves with the first samples; rejects when the reading ends without any. */
  readonly begun: Promise<void>;
  private readonly stream = new PassThrough({ highWaterMark: HIGH_WATER_BYTES });
  private settle!: { readonly begin: () => void; readonly fail: (error: Error) => void };

  constructor() {
    this.begun = new Promise((resolve, reject) => {
      this.settle = { begin: resolve, fail: reject };
    });
    this.begun.catch(() => undefined);
    this.stream.on('error', () => undefined); // whoever reads it is told
  }

  get bytes(): Readable {
    return this.stream;
  }

  write(samples: Float32Array): void {
    if (!this.stream.writable) return;
    this.stream.write(toPcm16(samples));
    this.settle.begin();
  }

  async drained(): Promise<void> {
    if (!this.stream.writableNeedDrain) return;
    const settled = new AbortController();
    const signal = AbortSignal.any([AbortSignal.timeout(STALL_MS), settled.signal]);
    try {
      await Promise.race([once(this.stream, 'drain', { signal }), once(this.stream, 'close', { signal })]);
    } catch {
      this.break(new Error('Nobody took what was made.'));
    } finally {
      settled.abort(); // lets go of the listeners of the event that did not happen
    }
  }

  /** The reading has ended: all of it was written, unless there is an error. */
  finish(error: Error | undefined): void {
    if (error) {
      this.break(error);
      return;
    }
    this.settle.fail(new Error('Nothing was spoken.'));
    this.stream.end();
  }

  /** Breaks off, so that what was sent cannot be taken for the whole. */
  break(error: Error): void {
    this.settle.fail(error);
    this.stream.destroy(error);
  }
}
