import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import playSound from 'play-sound';
import { AloudError } from '../protocol/errors.js';
import { monotonicMs } from '../metrics/clock.js';
import { EstimatedProgress } from './estimatedProgress.js';
import type { AudioOutput, OutputListener, OutputProgress } from './output.js';
import { toPcm16, wavHeader } from './pcm16.js';

/** A program that plays a WAV file and leaves. */
export interface FilePlayer {
  readonly program: string;
  readonly args: readonly string[];
  /** From its start to its sound, roughly. */
  readonly latencyMs: number;
}

export const FILE_PLAYERS: readonly FilePlayer[] = [
  { program: 'afplay', args: [], latencyMs: 50 },
  { program: 'paplay', args: [], latencyMs: 5 },
  { program: 'aplay', args: ['-q'], latencyMs: 8 },
  { program: 'play', args: ['-q'], latencyMs: 25 },
  { program: 'ffplay', args: ['-nodisp', '-autoexit', '-loglevel', 'quiet'], latencyMs: 120 },
  // play-sound puts the file's path last, where it would be part of the command: hence the variable and the comment sign.
  {
    program: 'powershell',
    args: ['-NoProfile', '-NonInteractive', '-Command', '(New-Object Media.SoundPlayer $env:ALOUD_WAV).PlaySync() #'],
    latencyMs: 500,
  },
];

/** A file takes everything that has come; the more has, the fewer seams there are. */
const WINDOW_MS = 10_000;
const REPORT_MS = 50;

/**
 * The last resort: files, each played by a program of its own through play-sound, in a folder only the user can read.
 * Between two files there is a gap of a program's start. The playhead is the machine's clock since that start, put right
 * at the end of every file.
 */
export class PlaySoundOutput implements AudioOutput {
  readonly name = 'play-sound';
  windowSamples = 0;
  #sampleRate = 1;
  #listener: OutputListener | undefined;
  #folder: string | undefined;
  #pending: Float32Array[] = [];
  #estimate = new EstimatedProgress(1);
  #child: ChildProcess | undefined;
  #busy = false;
  #files = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param programPath Absolute path of the program. */
  constructor(
    private readonly player: FilePlayer,
    private readonly programPath: string,
  ) {}

  async open(sampleRate: number, listener: OutputListener): Promise<void> {
    this.windowSamples = (WINDOW_MS * sampleRate) / 1000;
    this.#sampleRate = sampleRate;
    this.#estimate = new EstimatedProgress(sampleRate);
    try {
      this.#folder = await mkdtemp(path.join(tmpdir(), 'aloud-')); // mode 0700
    } catch (error) {
      throw new AloudError('disk', 'No sound file can be written to the temporary folder: make room on its disk.', {
        cause: error,
      });
    }
    this.#listener = listener;
  }

  write(samples: Float32Array): void {
    this.#pending.push(samples);
    this.#playNext();
  }

  end(): void {
    // Every file is played as soon as the one before it has been.
  }

  async close(): Promise<OutputProgress> {
    const { progress } = this.#estimate;
    this.#listener = undefined;
    clearInterval(this.#timer);
    this.#child?.kill('SIGKILL');
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
    return progress;
  }

  #playNext(): void {
    if (this.#busy || this.#pending.length === 0 || !this.#listener) return;
    this.#busy = true;
    const batch = this.#pending;
    this.#pending = [];
    this.#play(batch)
      .then(() => {
        this.#estimate.finish(this.#pending.length > 0);
        this.#busy = false;
        this.#listener?.progress(this.#estimate.progress);
        this.#playNext();
      })
      .catch((error: unknown) => {
        clearInterval(this.#timer);
        this.#listener?.failed(error instanceof Error ? error : new Error(String(error)));
      });
  }

  async #play(batch: readonly Float32Array[]): Promise<void> {
    const samples = batch.reduce((sum, { length }) => sum + length, 0);
    const file = path.join(this.#folder!, `${++this.#files}.wav`);
    await writeFile(file, [wavHeader(this.#sampleRate, samples), ...batch.map(toPcm16)]);
    if (!this.#listener) return; // closed meanwhile
    const played = this.#run(file);
    this.#estimate.hand(samples, monotonicMs() + this.player.latencyMs);
    this.#estimate.awaitFinish();
    this.#timer ??= setInterval(() => {
      this.#listener?.progress(this.#estimate.progress);
    }, REPORT_MS);
    this.#listener.progress(this.#estimate.progress);
    await played;
    await rm(file, { force: true });
  }

  #run(file: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const options = { [this.programPath]: this.player.args, env: { ...process.env, ALOUD_WAV: file } };
      this.#child = playSound({ player: this.programPath }).play(file, options, (error) => {
        if (error === null) resolve();
        else reject(new Error(`${this.player.program} ended with ${error instanceof Error ? error.message : error}.`));
      });
      this.#child?.once('error', reject);
    });
  }
}
