import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Graph } from '../../../onnx/graph.js';
import { AloudError } from '../../../protocol/errors.js';
import type { DerivedGraphs } from '../derived.js';
import { decodeSafetensors } from '../safetensors.js';
import { saveOptimised } from '../../session.js';
import { ActivationScales } from './activationScales.js';
import { ByteConvolutions, type Convolve, convolveFloat } from './convolution.js';
import { type AcousticOptions, buildAcoustic, buildVocoderGraph, type Plan } from './graphs.js';
import { PublishedWeights } from './published.js';
import { selfTest } from './selfTest.js';
import { sineSnake, tabulatedSnake } from './snake.js';
import { wideningPays } from './widening.js';
import { derivationId, findDerivation, sha256Of, storeDerivation } from '../../derivationStore.js';

/** How the convolutions are computed: in bytes, in bytes that cannot saturate, or in floats. */
export type Arithmetic = 'int8' | 'int7' | 'float';

/** Raise it with every change of the derived graphs. */
const derivationVersion = 6;

export const graphFiles = {
  acoustic: 'acoustic.onnx',
  vocoder: 'vocoder.onnx',
  wholeVocoder: 'whole-vocoder.onnx',
} as const;

/** The graphs of a derivation. */
export function graphsIn(folder: string): DerivedGraphs {
  return {
    acoustic: join(folder, graphFiles.acoustic),
    vocoder: join(folder, graphFiles.vocoder),
    wholeVocoder: join(folder, graphFiles.wholeVocoder),
  };
}

export interface DerivationRequest {
  /** The published graph and its sha256. */
  readonly modelPath: string;
  readonly modelSha256: string;
  /** Folder of the package with calibration data: `models/kokoro`. */
  readonly calibrationFolder: string;
  /** Where derivations are kept. */
  readonly derivedFolder: string;
  readonly arithmetic: Arithmetic;
}

/** What is being done, for people, and how much of all is done, from 0 to 1. */
export type DerivationProgress = (step: string, done: number) => void;

export const activationsFile = 'activations.safetensors';

/** Name of the derivation's folder: it changes with whatever changes its contents. */
export async function derivationName({
  modelSha256,
  calibrationFolder,
  arithmetic,
}: DerivationRequest): Promise<string> {
  const activations = await readFile(join(calibrationFolder, activationsFile));
  const content = [modelSha256, derivationVersion, arithmetic, await sha256Of(activations)];
  return `kokoro-${arithmetic}-${await derivationId(content)}`;
}

/**
 * Derives acoustic front end and vocoders from the published graph, tests them and stores them. Takes some ten seconds
 * and 1 GB of memory: to be run in a process of its own.
 * @returns the folder with `graphFiles`
 * @throws AloudError `model-damaged`, `disk`, `engine-failed`
 */
export async function derive(request: DerivationRequest, progress: DerivationProgress): Promise<string> {
  const name = await derivationName(request);
  const found = await findDerivation(request.derivedFolder, name);
  if (found.state === 'ready') return found.folder;

  progress('Reading the published model', 0);
  const bytes = await readFile(request.modelPath);
  if ((await sha256Of(bytes)) !== request.modelSha256) {
    throw new AloudError('model-damaged', 'The voice model is damaged: install it again.');
  }
  const plans = await plan(Graph.decode(bytes), request);
  return storeDerivation(request.derivedFolder, name, Object.values(graphFiles), async (folder) => {
    for (const [index, [file, build]] of plans.entries()) {
      progress('Building the faster form of the model', 0.1 + 0.2 * index);
      const { graph, outputs } = build();
      const [encoded, path] = [graph.encode(outputs), join(folder, file)];
      await (request.arithmetic === 'float' ? writeFile(path, encoded) : saveOptimised(encoded, path));
    }
    progress('Testing it', 0.7);
    await selfTest(graphsIn(folder), request.calibrationFolder);
    progress('Done', 1);
  });
}

/** How each graph is built, the acoustic one last: it changes the published graph that it is made of. */
async function plan(published: Graph, request: DerivationRequest): Promise<[file: string, build: () => Plan][]> {
  const weights = new PublishedWeights(published);
  const convolve = await convolution(request);
  const encoder = encoders[request.arithmetic];
  const snake = request.arithmetic === 'float' ? sineSnake : tabulatedSnake;
  return [
    [graphFiles.vocoder, () => buildVocoderGraph(weights, { convolve, snake, statistics: 'given' })],
    [graphFiles.wholeVocoder, () => buildVocoderGraph(weights, { convolve, snake, statistics: 'own' })],
    [graphFiles.acoustic, () => buildAcoustic(published, weights, { convolve, encoder })],
  ];
}

const encoders: Readonly<Record<Arithmetic, AcousticOptions['encoder']>> = {
  int8: 'signed',
  int7: 'unsigned',
  float: 'published',
};

async function convolution({ arithmetic, calibrationFolder }: DerivationRequest): Promise<Convolve> {
  if (arithmetic === 'float') return convolveFloat;
  const file = await readFile(join(calibrationFolder, activationsFile));
  return new ByteConvolutions({
    scales: ActivationScales.from(decodeSafetensors(file)),
    weightBits: arithmetic === 'int7' ? 7 : 8,
    widened: arithmetic === 'int8' && (await wideningPays()),
  }).convolve;
}
