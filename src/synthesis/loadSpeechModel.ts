import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { AloudError } from '../protocol/errors.js';
import type { LoadParams } from './inferenceProtocol.js';
import { PublishedKokoro } from './kokoro/published.js';
import type { SpeechModel } from './speechModel.js';

/** More threads than this do not make so small a model faster. */
const MOST_THREADS = 4;

/**
 * Opens a model that is installed.
 * @throws AloudError `unknown-model`, `model-damaged`
 */
export function loadSpeechModel({ family, graph, folder, threads, provider }: LoadParams): Promise<SpeechModel> {
  const settings = {
    threads: threads === 'auto' ? Math.min(MOST_THREADS, availableParallelism()) : threads,
    provider: provider === 'auto' ? 'cpu' : provider,
  };
  switch (family) {
    case 'kokoro':
      return PublishedKokoro.open(graph, join(folder, 'voices'), settings);
    case 'piper':
      throw new AloudError('unknown-model', 'Piper voices cannot be read with yet: choose the model "kokoro".');
  }
}
