import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { AloudError } from '../protocol/errors.js';
import type { LoadParams } from './inferenceProtocol.js';
import type { OpenedKokoro } from './kokoro/open.js';
import { openKokoro } from './kokoro/open.js';

/** More threads than this do not make so small a model faster. */
const MOST_THREADS = 4;

/**
 * Opens a model that is installed.
 * @throws AloudError `unknown-model`, `model-damaged`
 */
export async function loadSpeechModel(params: LoadParams): Promise<OpenedKokoro & { readonly threads: number }> {
  const { family, graph, sha256, folder, assetsFolder, threads, provider } = params;
  const settings = {
    threads: threads === 'auto' ? Math.min(MOST_THREADS, availableParallelism()) : threads,
    provider: provider === 'auto' ? 'cpu' : provider,
  };
  switch (family) {
    case 'kokoro':
      return {
        ...(await openKokoro({ graph, sha256, folder, calibrationFolder: join(assetsFolder, 'kokoro') }, settings)),
        threads: settings.threads,
      };
    case 'piper':
      throw new AloudError('unknown-model', 'Piper voices cannot be read with yet: choose the model "kokoro".');
  }
}
