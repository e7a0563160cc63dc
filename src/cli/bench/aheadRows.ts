import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineClient } from '../../client/engineClient.js';
import type { CacheOptions } from '../../protocol/engine.js';
import type { CacheState } from '../../protocol/reading.js';
import { read, requestFor, withEngine } from './engine.js';
import type { EngineFiles } from './options.js';
import { warmUpText } from '../../metrics/passages.js';
import type { Figures, Row } from './row.js';

/** Longer than the first segment, which is what the first sound waits for. */
const maxSeconds = 10;
const cacheBytes = 100_000_000;

/** The rows of readings that were made before they were asked for: spoken once already, or expected. */
export function aheadRows(text: string, files: EngineFiles): Row[] {
  const request = requestFor(text, { maxSeconds });
  const again = async (engine: EngineClient, from: CacheState): Promise<Figures> => {
    const { ttfaMs, cache, underruns } = await read(engine, request);
    if (ttfaMs === null || cache !== from) throw new Error(`its sound was not what it should be (${cache}).`);
    return { ttfaMs, underruns };
  };
  return [
    {
      id: 'aloud-rested',
      title: 'Aloud, after a selection rested',
      measure: () =>
        withEngine(files, async (engine) => {
          await read(engine, requestFor(warmUpText));
          await engine.speculate(request);
          return again(engine, 'speculated');
        }),
    },
    {
      id: 'aloud-memory',
      title: 'Aloud, again, from memory',
      measure: () =>
        withEngine({ ...files, cache: { bytes: cacheBytes } }, async (engine) => {
          await read(engine, request);
          return again(engine, 'memory');
        }),
    },
    {
      id: 'aloud-disk',
      title: 'Aloud, again, from the disk',
      measure: () =>
        withCacheFolder(async (cache) => {
          await withEngine({ ...files, cache }, (engine) => read(engine, request));
          return withEngine({ ...files, cache }, async (engine) => {
            await read(engine, requestFor(warmUpText));
            return again(engine, 'disk');
          });
        }),
    },
  ];
}

async function withCacheFolder<T>(use: (cache: CacheOptions) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aloud-bench-'));
  try {
    return await use({ bytes: cacheBytes, folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
