import { resolve } from 'node:path';
import { loadCatalog } from '../../../src/models/catalog.js';
import { modelsFolder } from '../../../src/models/location.js';
import { ModelStore } from '../../../src/models/store.js';
import type { OpenedModel } from '../../../src/synthesis/loadSpeechModel.js';
import { openPiper } from '../../../src/synthesis/piper/open.js';
import { runJob } from '../../../src/synthesis/workshop.js';
import { workshopProgram } from './kokoro.js';

const settings = { threads: 2, provider: 'cpu' };

/** The catalogue's voice, taken apart in memory, or `derived` beforehand. */
export async function openJoe({ derived = false } = {}): Promise<OpenedModel> {
  const store = new ModelStore(modelsFolder(), await loadCatalog(resolve('models')));
  const { graph, folder, model } = await store.open('piper-joe');
  const { sha256 } = model.parts.flatMap(({ files }) => files).find(({ path }) => path === model.graph)!;
  const files = { graph, sha256, folder, voices: model.voices.map(({ id }) => id) };
  const opened = await openPiper(files, settings);
  if (!derived || !opened.toDerive) return opened;
  await opened.model.close();
  await runJob(opened.toDerive, { program: workshopProgram });
  return openPiper(files, settings);
}
