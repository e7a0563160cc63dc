import { JitterBuffer } from './jitterBuffer.js';
import type { FromWorklet, OutputProcessorOptions, ToWorklet } from './workletMessages.js';

/** Blocks between two reports: some 20 ms at 24 kHz. */
const REPORT_EVERY = 4;

/** Plays the samples of one output in the browser's audio thread. */
class OutputProcessor extends AudioWorkletProcessor {
  private readonly buffer: JitterBuffer;
  private blocks = 0;
  /** When the last sample that was taken leaves the audio graph, in the context's time. */
  private takenUntil = 0;
  private closed = false;

  constructor({ processorOptions }: { readonly processorOptions: OutputProcessorOptions }) {
    super();
    this.buffer = new JitterBuffer((processorOptions.reserveMs * sampleRate) / 1000);
    this.port.onmessage = ({ data }: MessageEvent<ToWorklet>) => {
      if (data.type === 'write') this.buffer.push(data.samples);
      else if (data.type === 'end') this.buffer.end();
      else this.closed = true;
    };
  }

  override process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const block = output?.[0];
    if (!block || this.closed) return !this.closed;
    const before = this.buffer.state;
    this.buffer.pull(block);
    const { state } = this.buffer;
    // Not the end of every block: what follows the last sample is only silence, however long it lasts.
    if (state.taken > before.taken) this.takenUntil = currentTime + block.length / sampleRate;
    this.blocks += 1;
    if (this.blocks % REPORT_EVERY === 0 || before.playing !== state.playing) {
      const message: FromWorklet = { ...state, atSeconds: this.takenUntil };
      this.port.postMessage(message);
    }
    return true;
  }
}

registerProcessor('aloud-output', OutputProcessor);
