import type { QuickPickItem } from 'vscode';
import { ConfigurationTarget, l10n, ThemeIcon, window, workspace } from 'vscode';
import { percentiles } from '../../metrics/percentiles.js';
import type { Model } from '../../models/catalog.js';
import { bytesOf, filesOf } from '../../models/catalog.js';
import { modelsFolder } from '../../models/location.js';
import { ModelStore } from '../../models/store.js';
import type { Measurement } from '../../protocol/performance.js';
import { GetMeasurements } from '../../protocol/performance.js';
import type { Reader } from '../reader.js';

interface ModelItem extends QuickPickItem {
  readonly id: string;
}

/** Asks which model shall speak. Each says how large it is, how it sounds, and how fast it was on this machine. */
export async function selectModel(assetsFolder: string, currentId: string, reader: Pick<Reader, 'ask'>): Promise<void> {
  const store = await ModelStore.load(assetsFolder, modelsFolder());
  const measurements = (await reader.ask(GetMeasurements)) ?? [];
  const models = await Promise.all(
    store.catalog.models.map(async (model) => {
      const { state } = await store.status(model.id);
      return itemOf(model, state === 'installed', measurements);
    }),
  );
  const auto: ModelItem = { id: 'auto', label: l10n.t('Automatic'), detail: l10n.t('Aloud chooses.') };
  const items = [auto, ...models].map((item) => ({
    ...item,
    description: [item.description, item.id === currentId && l10n.t('current')].filter(Boolean).join(', '),
    iconPath: new ThemeIcon(item.id === currentId ? 'check' : 'blank'),
  }));
  const placeHolder = l10n.t('Choose the model that speaks');
  const chosen = await window.showQuickPick(items, { title: l10n.t('Model'), placeHolder, matchOnDetail: true });
  if (chosen) await workspace.getConfiguration().update('aloud.model', chosen.id, ConfigurationTarget.Global);
}

function itemOf(model: Model, isInstalled: boolean, measurements: readonly Measurement[]): ModelItem {
  const size = l10n.t('{0} MB', Math.round(bytesOf(filesOf(model)) / 1e6));
  return {
    id: model.id,
    label: model.name,
    description: [size, isInstalled ? l10n.t('installed') : l10n.t('not installed')].join(', '),
    detail: [model.note, speedOf(model, measurements)].filter((part) => part !== undefined).join(' '),
  };
}

/** What its warm readings of late had in common; undefined where there was none. */
function speedOf({ id }: Model, measurements: readonly Measurement[]): string | undefined {
  const own = measurements
    .map(({ summary }) => summary)
    .filter(({ model, cold, provider }) => model === id && !cold && provider !== 'server');
  const ttfaMs = percentiles(own.flatMap((summary) => summary.ttfaMs ?? [])).p50;
  const rtf = percentiles(own.flatMap((summary) => summary.rtf ?? [])).p50;
  if (ttfaMs === null || !rtf) return undefined;
  // Short: a list of quick picks is 600 pixels wide, and what does not fit is cut off.
  const [first, times] = [Math.round(ttfaMs), (1 / rtf).toFixed(1)];
  return l10n.t('Here: {0} ms to first sound, {1} × as fast as speech.', first, times);
}
