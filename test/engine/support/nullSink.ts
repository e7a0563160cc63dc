import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../src/metrics/clock.js';

const RATE = 48_000;

/** A private PulseAudio daemon whose only sink plays into nothing and can be recorded; no daemon of the user is touched. */
export class NullSink {
  private constructor(
    private readonly folder: string,
    private readonly daemon: ChildProcess,
    /** Variables under which programs play on this sink, ALSA programs too. */
    readonly env: NodeJS.ProcessEnv,
  ) {}

  static async start(): Promise<NullSink> {
    const folder = mkdtempSync(path.join(tmpdir(), 'aloud-sink-'));
    const socket = path.join(folder, 'native');
    const alsa = path.join(folder, 'asound.conf');
    writeFileSync(alsa, 'pcm.!default { type pulse }\nctl.!default { type pulse }\n');
    const env = {
      ...process.env,
      PULSE_SERVER: `unix:${socket}`,
      PULSE_RUNTIME_PATH: folder,
      PULSE_STATE_PATH: folder,
      PULSE_COOKIE: path.join(folder, 'cookie'),
      ALSA_CONFIG_PATH: `/usr/share/alsa/alsa.conf:${alsa}`,
    };
    const modules = [
      `module-null-sink sink_name=spk rate=${RATE} channels=2 format=s16le`,
      `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
    ];
    const args = [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      ...modules.flatMap((m) => ['-L', m]),
    ];
    const daemon = spawn('pulseaudio', args, { env, stdio: 'ignore' });
    const sink = new NullSink(folder, daemon, env);
    for (let tries = 0; spawnSync('pactl', ['info'], { env, stdio: 'ignore' }).status !== 0; tries++) {
      if (tries === 100 || daemon.exitCode !== null) throw new Error('The PulseAudio daemon did not start.');
      await sleep(50);
    }
    return sink;
  }

  record(): Promise<Recording> {
    return Recording.start(this.env);
  }

  /** Freezes or wakes the daemon. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.daemon.kill(signal);
  }

  async stop(): Promise<void> {
    if (this.daemon.exitCode === null && this.daemon.signalCode === null) {
      this.daemon.kill('SIGKILL');
      await once(this.daemon, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What the sink played. Times are on the machine's monotonic clock, late by the recorder's own few milliseconds. */
export class Recording {
  readonly #blocks: Int16Array[] = [];
  #samples = 0;
  /** Smallest seen difference between a block's arrival and the length of what came before it. */
  #startMs = Infinity;

  private constructor(private readonly recorder: ChildProcess) {
    recorder.stdout!.on('data', (bytes: Buffer) => {
      this.#take(bytes);
    });
  }

  static async start(env: NodeJS.ProcessEnv): Promise<Recording> {
    const format = ['--raw', '--format=s16le', `--rate=${RATE}`, '--channels=1'];
    const args = [...format, '--latency-msec=2', '--process-time-msec=2', '-d', 'spk.monitor'];
    const recorder = spawn('parec', args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const recording = new Recording(recorder);
    await once(recorder.stdout, 'data');
    await sleep(300); // until the clock of the recording has settled
    return recording;
  }

  async stop(): Promise<void> {
    if (this.recorder.exitCode !== null || this.recorder.signalCode !== null) return;
    this.recorder.kill();
    await once(this.recorder, 'exit');
  }

  /** Stretches of sound: parts whose samples exceed the threshold, merged over silences shorter than `joinMs`. */
  sounds(joinMs: number, threshold = 0.02): { readonly fromMs: number; readonly toMs: number }[] {
    const sounds: { fromMs: number; toMs: number }[] = [];
    let index = 0;
    for (const block of this.#blocks) {
      for (const sample of block) {
        const atMs = this.#startMs + (index++ * 1000) / RATE;
        if (Math.abs(sample) <= threshold * 32768) continue;
        const last = sounds.at(-1);
        if (last && atMs - last.toMs < joinMs) last.toMs = atMs;
        else sounds.push({ fromMs: atMs, toMs: atMs });
      }
    }
    return sounds;
  }

  #take(bytes: Buffer): void {
    const nowMs = monotonicMs();
    const block = new Int16Array(bytes.length >> 1);
    for (let i = 0; i < block.length; i++) block[i] = bytes.readInt16LE(i * 2);
    this.#blocks.push(block);
    this.#samples += block.length;
    this.#startMs = Math.min(this.#startMs, nowMs - (this.#samples * 1000) / RATE);
  }
}
