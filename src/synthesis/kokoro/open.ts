import { join } from 'node:path';
import type { OpenedModel } from '../loadSpeechModel.js';
import { type Arithmetic, derivationName, type DerivationRequest, graphsIn } from './derivation/derive.js';
import { bytesSaturate } from './derivation/saturation.js';
import { findDerivation } from '../derivationStore.js';
import { DerivedKokoro } from './derived.js';
import { Predictors } from './predictors.js';
import { PublishedKokoro } from './published.js';
import type { SessionSettings } from '../session.js';

/** An installed Kokoro: its published graph, and the folder with everything that belongs to it. */
export interface KokoroFiles {
  readonly graph: string;
  readonly sha256: string;
  readonly folder: string;
  /** Calibration data of the package: `models/kokoro`. */
  readonly calibrationFolder: string;
}

export const voicesFolder = ({ folder }: KokoroFiles): string => join(folder, 'voices');
/** Predictors that were made on this machine. */
export const predictorsFolder = ({ folder }: KokoroFiles): string => join(folder, 'predictors');

const forms: Readonly<Record<Arithmetic, string>> = {
  int8: 'derived graphs in bytes',
  int7: 'derived graphs in bytes of 7 bits, as this processor loses carries',
  float: 'derived graphs in floats',
};

/** What to derive for this machine. */
async function derivationRequest(files: KokoroFiles, form: SessionSettings['form']): Promise<DerivationRequest> {
  const { graph, sha256, folder, calibrationFolder } = files;
  const bytes = async (): Promise<Arithmetic> => ((await bytesSaturate()) ? 'int7' : 'int8');
  const arithmetic = form === 'floats' ? 'float' : await bytes();
  const derivedFolder = join(folder, 'derived');
  return { modelPath: graph, modelSha256: sha256, calibrationFolder, derivedFolder, arithmetic };
}

/** Looks for what was derived for this machine. */
export async function findDerivedKokoro(files: KokoroFiles, form: SessionSettings['form']) {
  const request = await derivationRequest(files, form);
  return { request, found: await findDerivation(request.derivedFolder, await derivationName(request)) };
}

/** Opens the derived graphs where they have been made, else the published one. */
export async function openKokoro(files: KokoroFiles, settings: SessionSettings): Promise<OpenedModel> {
  const { request, found } = await findDerivedKokoro(files, settings.form);
  if (found.state !== 'ready') {
    const model = await PublishedKokoro.open(files.graph, voicesFolder(files), settings);
    return {
      model,
      toDerive: model.isQuantised ? { kind: 'derive', ...request } : undefined,
      derivation: undefined,
      form: 'the published graph',
      damaged: found.state === 'damaged',
    };
  }
  const predictors = new Predictors([files.calibrationFolder, predictorsFolder(files)]);
  const model = await DerivedKokoro.open(graphsIn(found.folder), voicesFolder(files), predictors.find, settings);
  return { model, toDerive: undefined, derivation: found.folder, form: forms[request.arithmetic], damaged: false };
}
