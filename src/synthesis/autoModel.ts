import type { Model } from '../models/catalog.js';
import { filesOf } from '../models/catalog.js';
import type { ModelStore } from '../models/store.js';
import type { EngineOptions } from '../protocol/engine.js';
import { chooseModel, type ModelChoice, type ModelSpeed } from './modelChoice.js';
import { Trials } from './trials/trials.js';

/** The model to install and read with where there is none. */
const defaultModel = 'kokoro';
/** So soon a whole sentence should begin to sound; its first words, when they go first, then do in half of that. */
const budgetMs = 400;

/**
 * The model that `auto` stands for, by how fast each was when it was tried on this machine. The one that has the voice
 * comes first, then the order of the catalogue.
 */
export async function autoModel(store: ModelStore, options: EngineOptions): Promise<ModelChoice> {
  const { models } = store.catalog;
  const states = await Promise.all(models.map(({ id }) => store.status(id)));
  const installed = models.filter((_, index) => states[index]?.state === 'installed');
  const hasVoice = ({ voices }: Model) => voices.some(({ id }) => id === options.voice);
  const inOrder = [...installed.filter(hasVoice), ...installed.filter((model) => !hasVoice(model))];
  if (inOrder.length === 0) return { id: defaultModel };
  const speeds = await Promise.all(inOrder.map((model) => speedOf(store, model, options)));
  const candidates = inOrder.map(({ id, name }, index) => ({ id, name, speed: speeds[index] }));
  const choice = chooseModel(candidates, budgetMs);
  const damaged = models.find((model, index) => states[index]?.state === 'damaged' && hasVoice(model));
  return damaged ? { id: choice.id, notice: damagedNotice(damaged, choice.id, models) } : choice;
}

/** Another voice than the wanted one reads: that must not go unsaid. */
function damagedNotice(damaged: Model, chosenId: string, models: readonly Model[]): string {
  const chosen = models.find(({ id }) => id === chosenId)?.name ?? chosenId;
  return `${damaged.name} is damaged, so ${chosen} reads. Install the model "${damaged.id}" again to mend it.`;
}

async function speedOf(store: ModelStore, model: Model, options: EngineOptions): Promise<ModelSpeed | undefined> {
  const { assetsFolder, threads, provider } = options;
  const { graph, folder } = await store.open(model.id);
  const { sha256 } = filesOf(model).find(({ path }) => path === model.graph)!;
  const params = { family: model.family, graph, sha256, folder, voices: [], assetsFolder };
  const { choice } = await Trials.open({ params, settings: { threads, provider } });
  const { measured } = choice;
  return measured && { rtf: measured.ms / measured.audioMs, firstSoundMs: measured.firstMs };
}
