import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EngineClient } from '../../../src/client/engineClient.js';
import type { EngineClientOptions } from '../../../src/client/engineClient.js';
import type { CacheOptions, EngineOptions } from '../../../src/protocol/engine.js';
import { modelsFolder } from '../../../src/models/location.js';

/** A request to read a text without a device, as fast as it can be made. */
export { requestFor as request } from '../../../src/cli/bench/engine.js';

/* Tests run in the repository's root, after the build. */
export const enginePath = resolve('dist/engine.js');
export const assetsFolder = resolve('models');

/** What the engine is started with. */
export function engineOptions(models = modelsFolder()): EngineOptions {
  return {
    modelsFolder: models,
    assetsFolder,
    model: 'auto',
    voice: 'af_heart',
    threads: 'auto',
    provider: 'auto',
    idleMinutes: 0,
    prepare: false,
  };
}

/** A client of the real engine with the real model. */
export function engineClient(
  options: Partial<EngineClientOptions> & { models?: string; cache?: CacheOptions } = {},
): EngineClient {
  return new EngineClient({
    enginePath,
    options: () => ({ ...engineOptions(options.models), ...(options.cache && { cache: options.cache }) }),
    log: (level, message) => {
      if (process.env.VERBOSE) console.log(`[${level}] ${message}`);
    },
    ...options,
  });
}

/** A folder for one test; the returned function removes it. */
export function scratchFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'aloud-test-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Samples of a 16-bit mono WAV file with the plain 44-byte header, in [-1, 1]. */
export function wavSamples(path: string): Float32Array {
  const bytes = readFileSync(path);
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length));
  return Float32Array.from(samples, (sample) => sample / 32768);
}

export function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((total, sample) => total + sample * sample, 0) / samples.length);
}
