import { AloudError } from '../../src/protocol/errors.js';
import type { AudioOutput, OutputFactory, OutputListener, OutputProgress } from '../../src/playback/output.js';
import { NOTHING_HEARD } from '../../src/playback/output.js';

const WINDOW_SAMPLES = 100;

/** A machine with a clock of its own and a sound device that takes one sample a millisecond and remembers them all. */
export class SimulatedMachine {
  nowMs = 0;
  readonly heard: number[] = [];
  /** Index of the first sample after each gap that a listener would have heard. */
  readonly gapsAt: number[] = [];
  readonly #open = new Set<SimulatedOutput>();

  get openOutputs(): number {
    return this.#open.size;
  }

  output(name = 'simulated'): OutputFactory {
    return () =>
      new SimulatedOutput(name, this, (output, isOpen) => {
        if (isOpen) this.#open.add(output);
        else this.#open.delete(output);
      });
  }

  brokenOutput(name: string): OutputFactory {
    return () => ({
      name,
      windowSamples: 0,
      open: () => Promise.reject(new AloudError('no-sound-device', `${name} is broken`)),
      write: () => undefined,
      end: () => undefined,
      close: () => Promise.resolve(NOTHING_HEARD),
    });
  }

  advance(ms: number): void {
    for (let i = 0; i < ms; i++) {
      this.nowMs++;
      for (const output of this.#open) output.tick();
    }
  }

  failOpenOutput(): void {
    for (const output of this.#open) output.fail();
  }

  /** Whether the device had asked in vain since the last sample. */
  #inGap = false;

  play(sample: number | undefined): void {
    if (sample === undefined) {
      this.#inGap = this.heard.length > 0;
      return;
    }
    if (this.#inGap) this.gapsAt.push(this.heard.length);
    this.#inGap = false;
    this.heard.push(sample);
  }
}

class SimulatedOutput implements AudioOutput {
  readonly windowSamples = WINDOW_SAMPLES;
  readonly #ring: number[] = [];
  #listener: OutputListener | undefined;
  #progress = NOTHING_HEARD;

  constructor(
    readonly name: string,
    private readonly machine: SimulatedMachine,
    private readonly isOpen: (output: SimulatedOutput, open: boolean) => void,
  ) {}

  open(_sampleRate: number, listener: OutputListener): Promise<void> {
    this.#listener = listener;
    this.isOpen(this, true);
    return Promise.resolve();
  }

  write(samples: Float32Array): void {
    this.#ring.push(...samples);
    if (this.#ring.length > WINDOW_SAMPLES) throw new Error('More was written than the window holds.');
    const handed = this.#progress.handed + samples.length;
    const begins = this.#progress.handed === 0;
    this.#progress = { ...this.#progress, handed };
    if (begins) this.#report({ playing: true });
  }

  end(): void {
    // Everything is played anyway.
  }

  close(): Promise<OutputProgress> {
    this.#listener = undefined;
    this.isOpen(this, false);
    return Promise.resolve({ ...this.#progress, clockMs: this.machine.nowMs });
  }

  fail(): void {
    this.#listener?.failed(new Error('unplugged'));
  }

  tick(): void {
    const { handed, heard, dry, gaps } = this.#progress;
    if (handed === 0) return;
    const sample = this.#ring.shift();
    this.machine.play(sample);
    if (sample === undefined) this.#report({ dry: true, playing: false });
    else this.#report({ heard: heard + 1, dry: false, playing: true, gaps: dry ? gaps + 1 : gaps });
  }

  #report(change: Partial<OutputProgress>): void {
    this.#progress = { ...this.#progress, ...change, clockMs: this.machine.nowMs };
    this.#listener?.progress(this.#progress);
  }
}
