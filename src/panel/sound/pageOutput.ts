import type { OutputProgress } from '../../playback/output.js';
import type { FromWorklet, OutputProcessorOptions, ToWorklet } from './workletMessages.js';

/** One output of the engine, played by an audio context. */
export class PageOutput {
  private readonly node: AudioWorkletNode;
  private progress: OutputProgress = { handed: 0, heard: 0, clockMs: 0, playing: false, dry: false, gaps: 0 };

  /** @param onProgress With moments on the page's clock. */
  constructor(
    private readonly context: AudioContext,
    reserveMs: number,
    onProgress: (progress: OutputProgress) => void,
  ) {
    this.node = new AudioWorkletNode(context, 'aloud-output', {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions: { reserveMs } satisfies OutputProcessorOptions,
    });
    this.node.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => {
      const isOld = data.dry && this.progress.heard === data.taken;
      this.progress = this.progressOf(data);
      if (!isOld) onProgress(this.progress);
    };
    this.node.connect(context.destination);
  }

  write(samples: Float32Array): void {
    this.tell({ type: 'write', samples });
  }

  end(): void {
    this.tell({ type: 'end' });
  }

  /** Silence at once; what had been heard by then. */
  close(): OutputProgress {
    this.tell({ type: 'close' });
    this.node.disconnect();
    return this.progress;
  }

  private tell(message: ToWorklet): void {
    this.node.port.postMessage(message);
  }

  /** What is heard lags behind what was taken by what the browser and the device hold. */
  private progressOf({ taken, gaps, playing, dry, atSeconds }: FromWorklet): OutputProgress {
    const nowMs = performance.now();
    const aheadMs = Math.max(0, this.heardAtMs(atSeconds) - nowMs);
    const takenMs = (taken * 1000) / this.context.sampleRate;
    const heard = Math.max(0, Math.floor(taken - (aheadMs * this.context.sampleRate) / 1000));
    // Before anything is heard, the moment is that of the first sample.
    return { handed: taken, heard, clockMs: nowMs + Math.max(0, aheadMs - takenMs), playing, dry, gaps };
  }

  /** When a moment of the context's time is heard, on the page's clock. */
  private heardAtMs(seconds: number): number {
    const { contextTime, performanceTime } = this.context.getOutputTimestamp();
    if (contextTime === undefined || performanceTime === undefined || performanceTime === 0) {
      return performance.now() + (this.context.baseLatency + this.context.outputLatency) * 1000;
    }
    return performanceTime + (seconds - contextTime) * 1000;
  }
}
