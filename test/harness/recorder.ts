import { execa } from 'execa';
import { writeFile } from 'node:fs/promises';
import { monotonicMs } from '../../src/metrics/clock.js';
import { eventually, patienceMs } from './eventually.js';
import type { NullSink } from './nullSink.js';
import { soundsOf, type Recording, type Sound } from './recording.js';

const rateHz = 48_000;
/** The clock of the sound server drifts against ours; arrivals within this time are compared. */
const driftWindowSamples = 3 * rateHz;

/**
 * Records what a null sink plays, from its start on. A sample's moment is the index of the sample at the sample rate, put
 * where the promptest of the arrivals around it allows: that removes the jitter of pipes and scheduling, and leaves the few
 * milliseconds that even the promptest delivery takes.
 */
export class Recorder {
  readonly #blocks: Float32Array[] = [];
  readonly #arrivals: { readonly received: number; readonly originMs: number }[] = [];
  readonly #process;
  #received = 0;
  #rest = Buffer.alloc(0);

  private constructor(sink: NullSink) {
    const format = ['--raw', '--format=float32le', `--rate=${rateHz}`, '--channels=1'];
    const promptly = ['--latency-msec=2', '--process-time-msec=2'];
    this.#process = execa('parec', [...format, ...promptly, `--device=${sink.monitor}`], {
      env: sink.env,
      stdin: 'ignore',
      buffer: false,
      reject: false,
    });
    this.#process.stdout.on('data', (bytes: Buffer) => {
      this.#receive(bytes);
    });
  }

  static async start(sink: NullSink): Promise<Recorder> {
    const recorder = new Recorder(sink);
    await eventually('the first recorded sample', () => recorder.#received > 0);
    return recorder;
  }

  /** What was heard since a moment on the monotonic clock, or all of it. */
  recording(sinceMs = -Infinity): Recording {
    const first = Math.max(0, Math.floor(this.#received - ((this.nowMs() - sinceMs) / 1000) * rateHz));
    const samples = new Float32Array(this.#received - Math.min(first, this.#received));
    let end = this.#received;
    for (let block = this.#blocks.length - 1; end > first; block--) {
      const start = end - this.#blocks[block]!.length;
      samples.set(this.#blocks[block]!.subarray(Math.max(0, first - start)), Math.max(0, start - first));
      end = start;
    }
    return { samples, rateHz, clockMsAt: (sample) => this.#clockMsAt(first + sample) };
  }

  /** The sounds since a moment on the monotonic clock; one that was under way then starts there. */
  soundsSince(clockMs: number, silenceMs?: number): Sound[] {
    return soundsOf(this.recording(clockMs), silenceMs);
  }

  /** The first sound since a moment on the monotonic clock; waits for it. */
  soundAfter(clockMs: number, limitMs = patienceMs): Promise<Sound> {
    return eventually('a sound', () => this.soundsSince(clockMs)[0], limitMs);
  }

  /**
   * Waits until nothing has been audible for `silenceMs`, and gives the moment of the last audible sample since `clockMs`,
   * or `clockMs` when there was none.
   */
  silenceAfter(clockMs: number, silenceMs = 700, limitMs = patienceMs): Promise<number> {
    return eventually(
      'silence',
      () => {
        const endMs = this.soundsSince(clockMs).at(-1)?.endMs ?? clockMs;
        return this.nowMs() - endMs > silenceMs ? endMs : undefined;
      },
      limitMs,
    );
  }

  /** Writes everything up to now to a WAV file (32-bit float, mono), for the ear. */
  async save(path: string): Promise<void> {
    const { samples } = this.recording();
    await writeFile(path, Buffer.concat([wavHeader(samples.byteLength), Buffer.from(samples.buffer)]));
  }

  async stop(): Promise<void> {
    this.#process.kill();
    await this.#process;
  }

  #receive(bytes: Buffer): void {
    const arrivedMs = monotonicMs();
    const all = Buffer.concat([this.#rest, bytes]);
    const whole = all.length - (all.length % Float32Array.BYTES_PER_ELEMENT);
    this.#rest = all.subarray(whole);
    // A copy of its own: Node's buffers share memory, at offsets that no Float32Array can start at.
    const block = new Float32Array(Uint8Array.from(all.subarray(0, whole)).buffer);
    this.#blocks.push(block);
    this.#received += block.length;
    this.#arrivals.push({ received: this.#received, originMs: arrivedMs - (this.#received / rateHz) * 1000 });
  }

  /** The moment of the newest sample. */
  nowMs(): number {
    return this.#clockMsAt(this.#received);
  }

  #clockMsAt(sample: number): number {
    const nearby = this.#arrivals.filter(({ received }) => Math.abs(received - sample) <= driftWindowSamples);
    const originMs = nearby.reduce((least, arrival) => Math.min(least, arrival.originMs), Infinity);
    return originMs + (sample / rateHz) * 1000;
  }
}

function wavHeader(dataBytes: number): Buffer {
  const bytesPerSample = Float32Array.BYTES_PER_ELEMENT;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(3, 20); // IEEE float
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(rateHz, 24);
  header.writeUInt32LE(rateHz * bytesPerSample, 28);
  header.writeUInt16LE(bytesPerSample, 32);
  header.writeUInt16LE(8 * bytesPerSample, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
