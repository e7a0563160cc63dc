import { monotonicMs } from '../../../src/metrics/clock.js';
import { Player } from '../../../src/playback/player.js';
import { SilentOutput } from '../../../src/playback/silentOutput.js';
import type { Figures } from '../../../src/cli/bench/row.js';
import { messageOf } from '../../../src/protocol/errors.js';

/** What a peer's process is to do: the one message that it gets. */
export interface PeerTask {
  /** The published graph. */
  readonly graph: string;
  /** Folder with the model in the form that the peer wants. */
  readonly folder: string;
  /** Folder with package.json and node_modules of the peers. */
  readonly packages: string;
  /** Folder of espeak-ng's data, for the peer that needs it. */
  readonly espeakData?: string;
  readonly voice: string;
  readonly threads: number;
  readonly warmUp: string;
  readonly text: string;
}

export type PeerMessage =
  | { readonly kind: 'loaded' }
  /** With the time to the first sound of the warm-up, which came right after `loaded`. */
  | { readonly kind: 'measured'; readonly figures: Figures; readonly warmUpMs: number }
  | { readonly kind: 'failed'; readonly message: string };

/** A peer, loaded. */
export interface Peer {
  readonly sampleRate: number;
  /** Hands over mono float32 samples in the pieces in which the peer gives them. */
  readonly speak: (text: string, play: (samples: Float32Array) => void) => Promise<void>;
}

/** The whole of a peer's process: load it, let it warm up, measure one reading. Whoever forked it ends it. */
export function servePeer(load: (task: PeerTask) => Promise<Peer>): void {
  process.once('disconnect', () => process.exit());
  process.once('message', (task) => {
    run(task as PeerTask, load).catch((error: unknown) => {
      tell({ kind: 'failed', message: messageOf(error) });
    });
  });
}

async function run(task: PeerTask, load: (task: PeerTask) => Promise<Peer>): Promise<void> {
  const peer = await load(task);
  tell({ kind: 'loaded' });
  const { ttfaMs: warmUpMs } = await measure(peer, task.warmUp);
  const figures = await measure(peer, task.text);
  const peakMegabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
  tell({ kind: 'measured', figures: { ...figures, peakMegabytes }, warmUpMs });
}

/** Plays what the peer makes as our engine would, to the same output that plays to nobody. */
async function measure({ sampleRate, speak }: Peer, text: string): Promise<Figures & { readonly ttfaMs: number }> {
  let firstAudibleMs: number | undefined;
  const player = new Player({
    sampleRate,
    outputs: [() => new SilentOutput()],
    listener: {
      onFirstAudible: ({ clockMs }) => {
        firstAudibleMs = clockMs;
      },
    },
  });
  await player.open();
  const askedAt = monotonicMs();
  await speak(text, (samples) => {
    player.write(samples);
  });
  const busyMs = monotonicMs() - askedAt;
  const audioMs = (player.writtenSamples * 1000) / sampleRate;
  await player.stop();
  if (firstAudibleMs === undefined) throw new Error('nothing in the text was audible');
  return { ttfaMs: firstAudibleMs - askedAt, rtf: busyMs / audioMs, underruns: player.underruns };
}

function tell(message: PeerMessage): void {
  process.send?.(message);
}
