import { readFile, writeFile } from 'node:fs/promises';
import { read, requestFor, withEngine } from '../../src/cli/bench/engine.js';
import type { EngineFiles } from '../../src/cli/bench/options.js';
import type { Voice } from '../../src/models/catalog.js';
import { targetLufs, usualLufs } from '../../src/synthesis/loudness/voiceLevels.js';

/** Some twelve seconds of speech with all kinds of sounds. */
const text =
  'The quick brown fox jumps over the lazy dog near the river, and nobody in the village was surprised by it. ' +
  'She sells fresh bread, cheese and oranges on Thursday mornings; would you choose something else?';

type Levels = Record<string, Record<string, number>>;

/**
 * Measures how loud voices are as a model speaks, limiter included, and puts it into the table that ships. It starts from
 * what the table says, so doing it again makes it more exact.
 */
export async function measureLoudness(
  file: string,
  model: string,
  voices: readonly Voice[],
  files: EngineFiles,
  onProgress: (done: number) => void,
): Promise<void> {
  const levels = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Levels;
  const known = { ...levels[model] };
  await withEngine(files, async (engine) => {
    for (const [index, { id: voice }] of voices.entries()) {
      onProgress(index / voices.length);
      const { loudnessLufs } = await read(engine, requestFor(text, { voice, model }));
      if (loudnessLufs === null) throw new Error(`Nothing was heard of ${voice}.`);
      known[voice] = Math.round(100 * ((known[voice] ?? usualLufs) + loudnessLufs - targetLufs)) / 100;
      const all = sorted({ ...levels, [model]: sorted(known) });
      await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
    }
  });
}

function sorted<T>(table: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => a.localeCompare(b)));
}
