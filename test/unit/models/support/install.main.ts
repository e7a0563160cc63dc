import { readFile } from 'node:fs/promises';
import { parseCatalog } from '../../../../src/models/catalog.js';
import { defaultLimits } from '../../../../src/models/download.js';
import { publicSource } from '../../../../src/models/publicSource.js';
import { ModelStore } from '../../../../src/models/store.js';

/* Installs the sample model in a process of its own: <catalogue> <models folder> <stale ms>. Prints what happens. */

async function main(catalogPath: string, folder: string, staleMs: string): Promise<void> {
  const catalog = parseCatalog(await readFile(catalogPath, 'utf8'));
  const store = new ModelStore(folder, catalog, { staleMs: Number(staleMs) });
  await store.install('sample', {
    sources: [publicSource(globalThis.fetch, defaultLimits)],
    onProgress: ({ loaded }) => {
      console.log(`loaded ${loaded}`);
    },
    onWaiting: () => {
      console.log('waiting');
    },
  });
  console.log('installed');
}

const [catalogPath = '', folder = '', staleMs = ''] = process.argv.slice(2);
void main(catalogPath, folder, staleMs);
