import type { SpeechModel } from '../speechModel.js';
import { derivationName, type DerivationRequest, graphsIn } from './derivation/derive.js';
import { bytesSaturate } from './derivation/saturation.js';
import { findDerivation, type Found } from './derivation/store.js';
import { DerivedKokoro } from './derived.js';
import { Predictors } from './predictors.js';
import { PublishedKokoro } from './published.js';
import type { SessionSettings } from './session.js';

export interface KokoroPlaces extends Omit<DerivationRequest, 'arithmetic'> {
  readonly voicesFolder: string;
  /** Where voices that were calibrated on this machine are. */
  readonly predictorsFolder: string;
}

export interface OpenedKokoro {
  readonly model: SpeechModel;
  /** What was found of the derivation. Where it is not `ready` the published graph speaks, and `request` is to be done. */
  readonly derivation: Found;
  /** The job that makes the derivation: `runJob({ kind: 'derive', ...request }, …)`. */
  readonly request: DerivationRequest;
}

/** Opens the derived graphs where they are there and sound, the published one elsewhere. */
export async function openKokoro(places: KokoroPlaces, settings: SessionSettings): Promise<OpenedKokoro> {
  const { voicesFolder, predictorsFolder, ...source } = places;
  const request: DerivationRequest = { ...source, arithmetic: (await bytesSaturate()) ? 'int7' : 'int8' };
  const derivation = await findDerivation(request.derivedFolder, await derivationName(request));
  const predictors = new Predictors([predictorsFolder, request.calibrationFolder]);
  const model =
    derivation.state === 'ready'
      ? await DerivedKokoro.open(graphsIn(derivation.folder), voicesFolder, predictors.find, settings)
      : await PublishedKokoro.open(request.modelPath, voicesFolder, settings);
  return { model, derivation, request };
}
