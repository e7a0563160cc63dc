// Two processes share a phrase cache and are killed every few seconds: node dist/scripts/hammerCache.js [minutes]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differing, hammerCache, inspectCache } from '../test/engine/support/cacheHammer.js';
import { main } from './support/main.js';

const killEveryMs = 5_000;

main(async () => {
  const minutes = Number(process.argv[2] ?? 10);
  const scratch = await mkdtemp(join(tmpdir(), 'aloud-hammer-'));
  const folder = join(scratch, 'phrases');
  try {
    const endMs = performance.now() + minutes * 60_000;
    const { kills, readings } = await hammerCache(folder, killEveryMs, () => performance.now() > endMs);
    const count = (cache: string) => readings.filter((reading) => reading.cache === cache).length;
    const { wrong, bytes } = inspectCache(folder);
    console.log(
      [
        `${minutes} minutes, ${kills} kills, ${readings.length} readings: ${count('disk')} from the disk, ` +
          `${count('memory')} from memory, ${count('none')} new.`,
        `Texts that sounded differently: ${differing(readings).length}.`,
        `Files that are no whole phrase: ${wrong.length}${wrong.length > 0 ? ` (${wrong.join(', ')})` : ''}; ${bytes} bytes in all.`,
      ].join('\n'),
    );
    if (differing(readings).length > 0) process.exitCode = 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});
