import { monotonicMs } from '../metrics/clock.js';
import { DeviceLedger, markSamples } from './deviceLedger.js';
import type { OutputProgress } from './output.js';
import type { DeviceHandle, SpeakerAddon } from './speakerAddon.js';

/** Holds back nothing (closing drops it) and carries the device over the times when the processor is busy elsewhere. */
const RING_MS = 100;
/** Well within the ring. */
const PUMP_MS = 20;

/** An open device of the native addon, fed from a queue while it plays. */
export class SpeakerDevice {
  readonly #handle: DeviceHandle;
  readonly #fetched: Buffer;
  readonly #queue: Float32Array[] = [];
  #ledger: DeviceLedger | undefined;
  #handed = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly addon: SpeakerAddon,
    private readonly sampleRate: number,
    private readonly onProgress: (progress: OutputProgress) => void,
  ) {
    this.#handle = addon.open(sampleRate, 1, 32, RING_MS, true);
    this.#fetched = Buffer.from(new ArrayBuffer(sampleRate * Float32Array.BYTES_PER_ELEMENT));
  }

  write(samples: Float32Array): void {
    markSamples(samples);
    this.#queue.push(samples);
    this.#pump();
  }

  close(): OutputProgress {
    clearInterval(this.#timer);
    this.#account();
    this.addon.close(this.#handle);
    return this.#progress();
  }

  #pump(): void {
    this.#account();
    const sinceMs = monotonicMs();
    this.#fill();
    if (!this.#ledger && this.#handed > 0) {
      this.addon.flush(this.#handle);
      // A device that starts fills its own buffer at once: that is how far it will stay ahead of what is heard.
      const frames = this.#takeFetched();
      const heard = Math.round(((monotonicMs() - sinceMs) * this.sampleRate) / 1000);
      this.#ledger = new DeviceLedger(Math.max(frames.length - heard, 0));
      this.#ledger.fetch(frames);
      this.#fill();
      this.#timer = setInterval(() => {
        this.#pump();
      }, PUMP_MS);
    }
    this.onProgress(this.#progress());
  }

  /** Moves as much from the queue into the ring as fits. */
  #fill(): void {
    for (let samples = this.#queue[0]; samples; samples = this.#queue[0]) {
      const frames = this.addon.writeSync(
        this.#handle,
        Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
      );
      this.#handed += frames;
      if (frames < samples.length) {
        this.#queue[0] = samples.subarray(frames);
        return;
      }
      this.#queue.shift();
    }
  }

  #account(): void {
    if (this.#ledger) this.#ledger.fetch(this.#takeFetched());
  }

  #takeFetched(): Float32Array {
    const frames = this.addon.read(this.#handle, this.#fetched);
    return new Float32Array(this.#fetched.buffer, this.#fetched.byteOffset, frames);
  }

  #progress(): OutputProgress {
    const { heard = 0, playing = false, dry = false, gaps = 0 } = this.#ledger ?? {};
    return { handed: this.#handed, heard, clockMs: monotonicMs(), playing, dry, gaps };
  }
}
