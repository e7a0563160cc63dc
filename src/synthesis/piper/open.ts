import { join } from 'node:path';
import { Graph } from '../../onnx/graph.js';
import type { OpenedModel } from '../loadSpeechModel.js';
import { openOptimised, openSession, type SessionSettings } from '../session.js';
import { readDescription } from './description.js';
import { type DerivedPiper, findPiper } from './derive.js';
import { takeApart } from './graphs.js';
import { Piper } from './piper.js';

/** An installed voice: its published graph with the description beside it, and the folder of both. */
export interface PiperFiles {
  readonly graph: string;
  readonly sha256: string;
  readonly folder: string;
  /** Ids in the order of the graph's speakers. */
  readonly voices: readonly string[];
}

/** Looks for what was derived for this machine. */
export async function findDerivedPiper({ graph, sha256, folder }: PiperFiles) {
  const request = { modelPath: graph, modelSha256: sha256, derivedFolder: join(folder, 'derived') };
  return { request, found: await findPiper(request) };
}

/** Opens the derived graphs where they have been made; else takes the published one apart in memory, which takes longer. */
export async function openPiper(files: PiperFiles, settings: SessionSettings): Promise<OpenedModel> {
  const { graph, voices } = files;
  const [description, { request, found }] = await Promise.all([
    readDescription(`${graph}.json`),
    findDerivedPiper(files),
  ]);
  const isReady = found.state === 'ready' && settings.form !== 'floats';
  const { front, decoder, shape } = isReady
    ? await openDerived(found.derived, settings)
    : await openPublished(graph, settings);
  return {
    model: new Piper({ front, decoder, shape, description, voices }, settings.provider),
    toDerive: found.state === 'ready' ? undefined : { kind: 'derivePiper', ...request },
    derivation: undefined,
    form: 'graphs in floats',
    damaged: found.state === 'damaged',
  };
}

async function openDerived({ front, decoder, shape }: DerivedPiper, settings: SessionSettings) {
  const [frontSession, decoderSession] = await Promise.all([
    openOptimised(front, settings),
    openOptimised(decoder, settings),
  ]);
  return { front: frontSession, decoder: decoderSession, shape };
}

/** For a provider other than the processor too, which makes nothing of graphs that were optimised for that. */
async function openPublished(path: string, settings: SessionSettings) {
  const { front, decoder, shape } = takeApart(await Graph.read(path));
  const [frontSession, decoderSession] = await Promise.all([
    openSession(front, settings),
    openSession(decoder, settings),
  ]);
  return { front: frontSession, decoder: decoderSession, shape };
}
