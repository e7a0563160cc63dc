import { join, resolve } from 'node:path';
import { loadCatalog } from '../../../src/models/catalog.js';
import { modelsFolder } from '../../../src/models/location.js';
import { ModelStore } from '../../../src/models/store.js';
import { DerivedKokoro } from '../../../src/synthesis/kokoro/derived.js';
import { type Arithmetic, type DerivationRequest, graphsIn } from '../../../src/synthesis/kokoro/derivation/derive.js';
import { Predictors } from '../../../src/synthesis/kokoro/predictors.js';
import type { SessionSettings } from '../../../src/synthesis/session.js';
import { runJob } from '../../../src/synthesis/workshop.js';

/* Tests run in the repository's root, after the build. */
export const workshopProgram = resolve('dist/workshop.js');
export const calibrationFolder = resolve('models/kokoro');
/** Derivations outlive a test run, as they do on a user's machine. */
const derivedFolder = resolve('.cache/derived');

export interface KokoroFiles {
  readonly graph: string;
  readonly voicesFolder: string;
  readonly request: (arithmetic: Arithmetic, folder?: string) => DerivationRequest;
}

export async function kokoroFiles(): Promise<KokoroFiles> {
  const store = new ModelStore(modelsFolder(), await loadCatalog(resolve('models')));
  const { graph, folder, model } = await store.open('kokoro');
  const { sha256 } = model.parts.flatMap(({ files }) => files).find(({ path }) => path === model.graph)!;
  return {
    graph,
    voicesFolder: join(folder, 'voices'),
    request: (arithmetic, into = derivedFolder) => ({
      modelPath: graph,
      modelSha256: sha256,
      calibrationFolder,
      derivedFolder: into,
      arithmetic,
    }),
  };
}

/** The derived model, with voices calibrated as the files in `predictors` say. */
export async function openDerived(predictors: readonly string[], settings: SessionSettings): Promise<DerivedKokoro> {
  const { request, voicesFolder } = await kokoroFiles();
  const folder = await runJob({ kind: 'derive', ...request('int8') }, { program: workshopProgram });
  return DerivedKokoro.open(graphsIn(folder), voicesFolder, new Predictors(predictors).find, settings);
}
