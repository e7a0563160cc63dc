import { window } from 'vscode';
import type { Reader } from '../reader.js';
import type { SettingRules } from '../settings.js';
import { resolveEngineSettings, resolveReadingSettings } from '../settings.js';
import { selectVoice } from './selectVoice.js';

export interface VoiceOptions {
  readonly assetsFolder: string;
  readonly rules: SettingRules;
  readonly reader: Reader;
  readonly log: (message: string) => void;
}

/** Choosing who reads. */
export class Voices {
  constructor(private readonly options: VoiceOptions) {}

  async selectModel(): Promise<void> {
    const { assetsFolder, rules, reader } = this.options;
    const { selectModel } = await import('./selectModel.js');
    const { model } = resolveEngineSettings(rules, () => undefined);
    await selectModel(assetsFolder, model, reader);
  }

  async selectVoice(): Promise<void> {
    const { assetsFolder, rules, reader, log } = this.options;
    const { loadCatalog } = await import('../../models/catalog.js');
    const { voice } = resolveReadingSettings(rules, () => undefined, window.activeTextEditor?.document);
    await selectVoice({
      catalog: await loadCatalog(assetsFolder),
      known: new Set(rules['aloud.voice']?.enum?.map(String)),
      currentId: voice,
      reader,
      log,
    });
  }
}
