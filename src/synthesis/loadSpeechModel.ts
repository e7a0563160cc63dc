import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { AloudError } from '../protocol/errors.js';
import type { LoadParams } from './inferenceProtocol.js';
import { PublishedKokoro } from './kokoro/published.js';
import type { SpeechModel } from './speechModel.js';

/** More threads than this do not make so small a model faster. */
const MOST_THREADS = 4;

/**
 * Opens the model that a reading asks for.
 * @throws AloudError `unknown-model`, `model-missing`, `model-damaged`, `unsupported-platform`
 */
export function loadSpeechModel({ model, modelsFolder, threads, provider }: LoadParams): Promise<SpeechModel> {
  if (model !== 'kokoro') throw new AloudError('unknown-model', `There is no model "${model}".`);
  const settings = {
    threads: threads === 'auto' ? Math.min(MOST_THREADS, availableParallelism()) : threads,
    provider: provider === 'auto' ? 'cpu' : provider,
  };
  return PublishedKokoro.open(join(modelsFolder, 'x'), join(modelsFolder, 'voices'), settings);
}
