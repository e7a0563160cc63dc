import { fork } from 'node:child_process';
import { join } from 'node:path';
import { cacheFolder, inRepository } from '../../../scripts/support/repository.js';
import { threads, voice } from '../../../src/cli/bench/engine.js';
import type { PeerName } from '../../../src/cli/bench/options.js';
import { warmUpText } from '../../../src/metrics/passages.js';
import type { Figures, Row } from '../../../src/cli/bench/row.js';
import { monotonicMs } from '../../../src/metrics/clock.js';
import { loadCatalog } from '../../../src/models/catalog.js';
import { modelsFolder } from '../../../src/models/location.js';
import { type InstalledModel, ModelStore } from '../../../src/models/store.js';
import { prepareKokoroJs, prepareSherpa } from './models.js';
import { espeakData, installPeers, packagesFolder } from './packages.js';
import type { PeerMessage, PeerTask } from './servePeer.js';

/** Far longer than any peer takes for a page: it only keeps the benchmark from hanging. */
const limitMs = 20 * 60_000;

interface PeerKind {
  readonly title: string;
  readonly program: string;
  /** Brings what the peer needs; idempotent. Gives what is special in its task. */
  readonly prepare: (model: InstalledModel, folder: string) => Promise<Partial<PeerTask>>;
}

const kinds: Readonly<Record<PeerName, PeerKind>> = {
  'kokoro-js': {
    title: 'kokoro-js 1.2.1',
    program: 'kokoroJs',
    prepare: async (model, folder) => {
      await installPeers();
      await prepareKokoroJs(model.graph, folder);
      return {};
    },
  },
  'sherpa-onnx-node': {
    title: 'sherpa-onnx-node 1.13.8',
    program: 'sherpaOnnx',
    prepare: async (model, folder) => {
      await installPeers();
      await prepareSherpa(model.graph, model.voicePath(voice), voice, folder);
      return { espeakData: await espeakData() };
    },
  },
  published: {
    title: 'Published graph',
    program: 'published',
    prepare: (model) => Promise.resolve({ folder: model.folder }),
  },
};

/** A row for each peer. What it needs is brought before its first run; where that fails, the row is left out. */
export async function peerRows(names: readonly PeerName[], text: string): Promise<Row[]> {
  if (names.length === 0) return [];
  const catalog = await loadCatalog(inRepository('models'));
  const model = await new ModelStore(modelsFolder(), catalog).open('kokoro');
  return names.map((name) => {
    const { title, program, prepare } = kinds[name];
    const path = inRepository('dist', 'test', 'bench', 'peers', `${program}.main.js`);
    const folder = join(cacheFolder, 'bench', name);
    const task = { graph: model.graph, folder, packages: packagesFolder, voice, threads, warmUp: warmUpText, text };
    let prepared: Promise<Partial<PeerTask>> | undefined;
    const measure = async () => {
      prepared ??= prepare(model, folder);
      return measurePeer(path, { ...task, ...(await prepared) });
    };
    return { id: name, title, measure };
  });
}

/** One process from its fork to its end. */
function measurePeer(program: string, task: PeerTask): Promise<Figures> {
  const forkedAt = monotonicMs();
  const child = fork(program, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  child.send(task);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise<Figures>((resolve, reject) => {
    let startMs = 0;
    child.on('message', (value) => {
      const message = value as PeerMessage;
      if (message.kind === 'loaded') startMs = monotonicMs() - forkedAt;
      else if (message.kind === 'measured') {
        resolve({ ...message.figures, startMs, coldTtfaMs: startMs + message.warmUpMs });
      } else reject(new Error(message.message));
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      reject(new Error(`it ended with ${signal ?? `code ${code ?? '?'}`}: ${said.trim().split('\n').at(-1) ?? ''}`));
    });
  }).finally(() => child.kill('SIGKILL'));
}
