import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Graph } from '../../onnx/graph.js';
import { AloudError } from '../../protocol/errors.js';
import { derivationId, findDerivation, sha256Of, storeDerivation } from '../derivationStore.js';
import { saveOptimised } from '../session.js';
import { type DecoderShape, takeApart } from './graphs.js';

/** Raise it with every change of the derived graphs. */
const derivationVersion = 2;

const files = { front: 'front.onnx', decoder: 'decoder.onnx', shape: 'shape.json' } as const;

export interface PiperDerivation {
  /** The published graph and its sha256. */
  readonly modelPath: string;
  readonly modelSha256: string;
  /** Where derivations are kept. */
  readonly derivedFolder: string;
}

export interface DerivedPiper {
  readonly front: string;
  readonly decoder: string;
  readonly shape: DecoderShape;
}

export type FoundPiper =
  { readonly state: 'ready'; readonly derived: DerivedPiper } | { readonly state: 'missing' | 'damaged' };

export async function findPiper(request: PiperDerivation): Promise<FoundPiper> {
  const found = await findDerivation(request.derivedFolder, await derivationName(request));
  if (found.state !== 'ready') return found;
  const at = (file: string) => join(found.folder, file);
  const shape = JSON.parse(await readFile(at(files.shape), 'utf8')) as DecoderShape; // checked by its sha256
  return { state: 'ready', derived: { front: at(files.front), decoder: at(files.decoder), shape } };
}

/**
 * Takes a published voice apart and stores both graphs as this processor likes them, so that they load in half the time.
 * @returns the derivation's folder
 * @throws AloudError `model-damaged`, `disk`
 */
export async function derivePiper(request: PiperDerivation): Promise<string> {
  const { modelPath, modelSha256, derivedFolder } = request;
  const bytes = await readFile(modelPath);
  if ((await sha256Of(bytes)) !== modelSha256) {
    throw new AloudError('model-damaged', 'The voice model is damaged: install it again.');
  }
  const { front, decoder, shape } = takeApart(Graph.decode(bytes));
  return storeDerivation(derivedFolder, await derivationName(request), Object.values(files), async (folder) => {
    await saveOptimised(front, join(folder, files.front));
    await saveOptimised(decoder, join(folder, files.decoder));
    await writeFile(join(folder, files.shape), JSON.stringify(shape));
  });
}

async function derivationName({ modelSha256 }: PiperDerivation): Promise<string> {
  return `piper-${await derivationId([modelSha256, derivationVersion])}`;
}
