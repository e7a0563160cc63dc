import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { LoadParams } from './inferenceProtocol.js';
import { openKokoro } from './kokoro/open.js';
import { openPiper } from './piper/open.js';
import type { SessionSettings } from './session.js';
import type { SpeechModel } from './speechModel.js';
import type { DerivationJob } from './workshop.js';

/** More threads than this do not make so small a model faster. */
const MOST_THREADS = 4;

export interface OpenedModel {
  readonly model: SpeechModel;
  /** What is to be derived; undefined where it has been. */
  readonly toDerive: DerivationJob | undefined;
  /** Folder of the derived graphs with which voices are learnt; undefined where there is nothing to learn, or not yet. */
  readonly derivation: string | undefined;
  /** A derivation was there, but not what it should be; it has been removed. */
  readonly damaged: boolean;
}

/**
 * Opens a model that is installed.
 * @throws AloudError `unknown-model`, `model-damaged`
 */
export async function loadSpeechModel(params: LoadParams): Promise<OpenedModel & { readonly threads: number }> {
  const { threads, provider } = params;
  const settings = {
    threads: threads === 'auto' ? Math.min(MOST_THREADS, availableParallelism()) : threads,
    provider: provider === 'auto' ? 'cpu' : provider,
  };
  return { ...(await openFamily(params, settings)), threads: settings.threads };
}

function openFamily(params: LoadParams, settings: SessionSettings): Promise<OpenedModel> {
  switch (params.family) {
    case 'kokoro':
      return openKokoro({ ...params, calibrationFolder: join(params.assetsFolder, 'kokoro') }, settings);
    case 'piper':
      return openPiper(params, settings);
  }
}
