import { availableParallelism } from 'node:os';
import { EngineClient } from '../../client/engineClient.js';
import type { ReadingRequestInput } from '../../client/reading.js';
import { modelsFolder } from '../../models/location.js';
import { defaults } from '../../protocol/defaults.js';
import type { CacheOptions } from '../../protocol/engine.js';
import type { ReadingReport } from '../../protocol/reading.js';
import type { EngineFiles } from './options.js';

/** The voice of every row. */
export const { voice } = defaults;
/** As many as the engine takes by itself, and the same number for everyone. */
export const threads = Math.min(4, availableParallelism());

export function requestFor(text: string, changes: Partial<ReadingRequestInput> = {}): ReadingRequestInput {
  return {
    source: 'text',
    pieces: [{ text, start: 0 }],
    voice,
    model: 'auto',
    speed: defaults.speed,
    volume: defaults.volume,
    pauseMs: defaults.pauseMs,
    output: 'none',
    ttfaBudgetMs: defaults.ttfaBudgetMs,
    ...changes,
  };
}

/** Runs `use` with an engine of its own. */
export async function withEngine<T>(
  { enginePath, assetsFolder, cache }: EngineFiles & { readonly cache?: CacheOptions },
  use: (engine: EngineClient) => Promise<T>,
  model = 'kokoro',
): Promise<T> {
  const engine = new EngineClient({
    enginePath,
    options: () => ({
      modelsFolder: modelsFolder(),
      assetsFolder,
      model,
      voice,
      threads,
      provider: 'auto',
      idleMinutes: 0,
      prepare: false,
      ...(cache && { cache }),
    }),
    log: () => undefined,
  });
  try {
    return await use(engine);
  } finally {
    await engine.dispose();
  }
}

export function read(engine: EngineClient, request: ReadingRequestInput): Promise<ReadingReport> {
  return engine.read(request).finished;
}
