import { execa } from 'execa';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';

/** Should the tests be killed, the daemon is left without clients and ends itself after this time; no test pauses as long. */
const idleSeconds = 300;

/** A sound device without a loudspeaker: a PulseAudio daemon of our own, which never meets the user's. */
export interface NullSink {
  /** What a program needs in its environment to play here. */
  readonly env: Readonly<Record<string, string>>;
  /** Name of the source that gives back what is played. */
  readonly monitor: string;
  /** Ends the daemon; for programs that play, that is a sound server that dies. */
  readonly stop: () => Promise<void>;
}

export async function startNullSink(): Promise<NullSink> {
  const folder = await mkdtemp(join(tmpdir(), 'aloud-sink-'));
  const socket = join(folder, 'native');
  const env = {
    PULSE_SERVER: `unix:${socket}`,
    PULSE_RUNTIME_PATH: folder,
    PULSE_STATE_PATH: join(folder, 'state'),
    PULSE_COOKIE: join(folder, 'cookie'),
  };
  const options = ['-n', '--daemonize=no', '--use-pid-file=no', `--exit-idle-time=${idleSeconds}`, '--log-level=error'];
  const modules = [
    'module-null-sink sink_name=speaker rate=48000 channels=2 format=float32le',
    `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
  ];
  const daemon = execa('pulseaudio', [...options, ...modules.flatMap((module) => ['-L', module])], {
    env,
    stdin: 'ignore',
    reject: false,
  });
  const stop = async () => {
    daemon.kill();
    await daemon;
    await rm(folder, { recursive: true, force: true });
  };
  const isUp = async () => {
    if (daemon.exitCode !== null) throw new Error(`PulseAudio ended: ${(await daemon).stderr}`);
    const { failed } = await execa('pactl', ['info'], { env, reject: false });
    return !failed;
  };
  try {
    await eventually('the PulseAudio daemon', isUp);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, monitor: 'speaker.monitor', stop };
}
