import { join } from 'node:path';
import type { LoadParams, ModelParams } from './inferenceProtocol.js';
import { findDerivedKokoro, openKokoro } from './kokoro/open.js';
import { findDerivedPiper, openPiper } from './piper/open.js';
import type { SpeechModel } from './speechModel.js';
import type { DerivationJob } from './workshop.js';

export interface OpenedModel {
  readonly model: SpeechModel;
  /** What is to be derived; undefined where it has been. */
  readonly toDerive: DerivationJob | undefined;
  /** Folder of the derived graphs with which voices are learnt; undefined where there is nothing to learn, or not yet. */
  readonly derivation: string | undefined;
  /** What speaks, for people. */
  readonly form: string;
  /** A derivation was there, but not what it should be; it has been removed. */
  readonly damaged: boolean;
}

/**
 * Opens a model that is installed.
 * @throws AloudError `model-damaged`
 */
export function loadSpeechModel(params: LoadParams): Promise<OpenedModel> {
  switch (params.family) {
    case 'kokoro':
      return openKokoro(kokoroFiles(params), params);
    case 'piper':
      return openPiper(params, params);
  }
}

/** Whether its graphs have been derived, as the processor takes them. */
export async function isDerived(params: ModelParams): Promise<boolean> {
  const { found } = await (params.family === 'kokoro'
    ? findDerivedKokoro(kokoroFiles(params), 'bytes')
    : findDerivedPiper(params));
  return found.state === 'ready';
}

const kokoroFiles = (params: ModelParams) => ({ ...params, calibrationFolder: join(params.assetsFolder, 'kokoro') });
