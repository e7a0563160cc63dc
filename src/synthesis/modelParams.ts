import { filesOf } from '../models/catalog.js';
import type { InstalledModel } from '../models/store.js';
import type { ModelParams } from './inferenceProtocol.js';

/**
 * What the inference thread has to know of an installed model.
 * @param assetsFolder of the package: catalogue, lexicons and calibration data
 */
export function modelParams({ model, graph, folder }: InstalledModel, assetsFolder: string): ModelParams {
  const { sha256 } = filesOf(model).find(({ path }) => path === model.graph)!;
  return { family: model.family, graph, sha256, folder, voices: model.voices.map(({ id }) => id), assetsFolder };
}
