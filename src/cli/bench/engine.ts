import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineClient } from '../../client/engineClient.js';
import type { ReadingRequestInput } from '../../client/reading.js';
import { monotonicMs } from '../../metrics/clock.js';
import { modelsFolder } from '../../models/location.js';
import type { ReadingReport } from '../../protocol/reading.js';
import type { EngineFiles } from './options.js';
import { warmUpText } from './passage.js';

/** The voice of every row. */
export const voice = 'af_heart';
/** As many as the engine takes by itself, and the same number for everyone. */
export const threads = Math.min(4, availableParallelism());

/** Deriving the fast graphs takes a minute or so; nobody waits for ever. */
const derivationPatienceMs = 5 * 60_000;
const pollMs = 2_000;

export function requestFor(text: string, changes: Partial<ReadingRequestInput> = {}): ReadingRequestInput {
  return {
    source: 'text',
    pieces: [{ text, start: 0 }],
    voice,
    model: 'auto',
    speed: 1,
    volume: 1,
    pauseMs: { sentence: 350, paragraph: 700 },
    output: 'none',
    ttfaBudgetMs: 200,
    ...changes,
  };
}

/** Runs `use` with an engine of its own. */
export async function withEngine<T>(
  { enginePath, assetsFolder }: EngineFiles,
  use: (engine: EngineClient) => Promise<T>,
): Promise<T> {
  const engine = new EngineClient({
    enginePath,
    options: () => ({
      modelsFolder: modelsFolder(),
      assetsFolder,
      model: 'auto',
      voice,
      threads,
      provider: 'auto',
      idleMinutes: 0,
    }),
    log: () => undefined,
  });
  try {
    return await use(engine);
  } finally {
    await engine.dispose();
  }
}

/** Waits until the derived graphs speak, as they do on every start but the first. False: they do not come. */
export function untilDerived(files: EngineFiles): Promise<boolean> {
  const deadlineMs = monotonicMs() + derivationPatienceMs;
  return withEngine(files, async (engine) => {
    for (;;) {
      if (isDerived(await read(engine, requestFor(warmUpText)))) return true;
      if (monotonicMs() > deadlineMs) return false;
      await sleep(pollMs);
    }
  });
}

/** The published graph is one block; only derived ones have an acoustic part. */
function isDerived({ stagesMs }: ReadingReport): boolean {
  return stagesMs.acoustic !== null;
}

export function read(engine: EngineClient, request: ReadingRequestInput): Promise<ReadingReport> {
  return engine.read(request).finished;
}
