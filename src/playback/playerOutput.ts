import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Writable } from 'node:stream';
import { once } from 'node:events';
import { AloudError, messageOf } from '../protocol/errors.js';
import { EstimatedProgress } from './estimatedProgress.js';
import type { AudioOutput, OutputListener, OutputProgress } from './output.js';
import { toPcm16 } from './pcm16.js';

/** A program of the system that plays raw 16-bit PCM from its standard input. */
export interface RawPlayer {
  readonly program: string;
  /** From a sample's arrival on the pipe to its sound, when the program runs; measured. */
  readonly latencyMs: number;
  /** What it leaves unplayed at either end of its input: silence is put there. In samples. */
  readonly lost?: { readonly first: number; readonly last: number };
  args(sampleRate: number): string[];
}

/** Buffers are asked to be short: with the defaults up to 2.4 s are held back. */
export const RAW_PLAYERS: readonly RawPlayer[] = [
  {
    program: 'pacat',
    latencyMs: 8,
    args: (rate) => ['--playback', '--raw', '--format=s16le', '--channels=1', `--rate=${rate}`, '--latency-msec=60'],
  },
  {
    program: 'pw-cat',
    latencyMs: 20,
    args: (rate) => ['--playback', '--raw', '--format=s16', '--channels=1', `--rate=${rate}`, '--latency=60ms', '-'],
  },
  {
    program: 'aplay',
    latencyMs: 2,
    args: (rate) => ['-q', '-t', 'raw', '-f', 'S16_LE', '-c', '1', '-r', `${rate}`, '-B', '60000', '-F', '15000'],
  },
  {
    program: 'play',
    latencyMs: 8,
    args: (rate) => [
      '-q',
      '--buffer',
      '1024',
      '-t',
      'raw',
      '-r',
      `${rate}`,
      '-e',
      'signed',
      '-b',
      '16',
      '-c',
      '1',
      '-',
    ],
  },
  {
    program: 'ffplay',
    latencyMs: 5,
    lost: { first: 1024, last: 4800 }, // the packet by which it finds out what it plays; 1,440 were measured at the end
    args: (rate) =>
      '-nodisp -autoexit -loglevel quiet -fflags nobuffer -probesize 32 -f s16le'
        .split(' ')
        .concat('-ar', `${rate}`, '-i', 'pipe:0'),
  },
];

/** More than the estimate of the playhead may be off by. */
const WINDOW_MS = 500;
const REPORT_MS = 25;
/** Programs that find no device leave within 10 ms. */
const SETTLE_MS = 30;
/** Bytes that the program does not take, although it should have played others long ago, mean that it hangs. */
const STALL_MS = 1000;
/** A program that should have played everything by so long ago and does not leave is not waited for. */
const LEAVE_MS = 3000;

/**
 * A system player fed through a pipe. The pipe hides what was played: the playhead is estimated from when samples were
 * handed over and the machine's clock. It is right within about 30 ms, and a sound card whose clock is off by 100 ppm
 * adds 6 ms a minute. Gaps shorter than the player's own buffer (60 ms) are counted though nobody hears them.
 */
export class PlayerOutput implements AudioOutput {
  readonly name: string;
  windowSamples = 0;
  #child: ChildProcessByStdio<Writable, null, null> | undefined;
  #listener: OutputListener | undefined;
  #estimate = new EstimatedProgress(1);
  #timer: NodeJS.Timeout | undefined;
  /** When bytes began to wait for the program to take them. */
  #blockedAtMs: number | undefined;
  #ended = false;

  /** @param path Absolute path of the program. */
  constructor(
    private readonly player: RawPlayer,
    private readonly path: string,
  ) {
    this.name = `player:${player.program}`;
  }

  async open(sampleRate: number, listener: OutputListener): Promise<void> {
    this.windowSamples = Math.round((WINDOW_MS * sampleRate) / 1000);
    this.#estimate = new EstimatedProgress(sampleRate);
    const child = spawn(this.path, this.player.args(sampleRate), { stdio: ['pipe', 'ignore', 'ignore'], shell: false });
    this.#child = child;
    child.stdin.on('error', () => undefined); // EPIPE: 'exit' tells
    const gone = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        if (this.#ended && code === 0) this.#finish();
        else reject(new Error(`${this.player.program} ended (${signal ?? code ?? 'unknown'}).`));
      });
    });
    try {
      await once(child, 'spawn');
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, SETTLE_MS))]);
    } catch (error) {
      gone.catch(() => undefined);
      throw new AloudError('no-sound-device', `${this.player.program} cannot play: ${messageOf(error)}`, {
        cause: error,
      });
    }
    this.#listener = listener;
    this.#writeSilence(this.player.lost?.first);
    gone.catch((error: unknown) => {
      this.#fail(error instanceof Error ? error : new Error(messageOf(error)));
    });
  }

  write(samples: Float32Array): void {
    const { progress } = this.#estimate;
    // While others are being heard these follow without a pause; otherwise they have to pass through the program first.
    const latencyMs = progress.playing ? 0 : this.player.latencyMs;
    this.#estimate.hand(samples.length, progress.clockMs + latencyMs);
    this.#child?.stdin.write(toPcm16(samples));
    this.#timer ??= setInterval(() => {
      this.#report();
    }, REPORT_MS);
    queueMicrotask(() => {
      this.#report();
    });
  }

  end(): void {
    this.#ended = true;
    this.#estimate.awaitFinish();
    this.#writeSilence(this.player.lost?.last);
    this.#child?.stdin.end(); // or the program would wait for more than a short text has
  }

  close(): Promise<OutputProgress> {
    this.#listener = undefined;
    clearInterval(this.#timer);
    this.#child?.kill('SIGKILL');
    return Promise.resolve(this.#estimate.progress);
  }

  #writeSilence(samples = 0): void {
    if (samples > 0) this.#child?.stdin.write(toPcm16(new Float32Array(samples)));
  }

  #report(): void {
    if (this.#estimate.overdueMs > LEAVE_MS && this.#ended) this.#estimate.finish();
    const { progress } = this.#estimate;
    if ((this.#child?.stdin.writableLength ?? 0) === 0) this.#blockedAtMs = undefined;
    else this.#blockedAtMs ??= progress.clockMs;
    if (this.#blockedAtMs !== undefined && progress.clockMs - this.#blockedAtMs > STALL_MS) {
      this.#fail(new Error(`${this.player.program} does not respond.`));
      return;
    }
    this.#listener?.progress(progress);
  }

  /** The program left after the last sample. */
  #finish(): void {
    this.#estimate.finish();
    this.#listener?.progress(this.#estimate.progress);
  }

  #fail(error: Error): void {
    clearInterval(this.#timer);
    this.#listener?.failed(error);
  }
}
