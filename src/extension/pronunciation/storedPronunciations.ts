import type { Uri, WorkspaceConfiguration } from 'vscode';
import { ConfigurationTarget, workspace } from 'vscode';
import { respellingKey } from '../../text/pronounce/respellings.js';

const setting = 'aloud.pronunciations';

type Entries = Readonly<Record<string, unknown>>;
export type PronunciationTarget = ConfigurationTarget.Global | ConfigurationTarget.Workspace;

/** The user's pronunciations as the settings have them; `scope` is the document that they are for. */
export class StoredPronunciations {
  constructor(private readonly scope?: Uri) {}

  /** How a word is said by the settings, if they say so. */
  find(word: string): string | undefined {
    const entries = this.configuration.get<Entries>(setting) ?? {};
    const saying = entries[word] ?? entries[respellingKey(word)];
    return typeof saying === 'string' ? saying : undefined;
  }

  async save(word: string, saying: string, target: PronunciationTarget): Promise<void> {
    const entries = { ...this.entriesOf(target), [respellingKey(word)]: saying.trim() };
    await this.configuration.update(setting, entries, target);
  }

  /** Wherever it was saved. */
  async remove(word: string): Promise<void> {
    for (const target of [ConfigurationTarget.Global, ConfigurationTarget.Workspace] as const) {
      const entries = Object.entries(this.entriesOf(target));
      const others = entries.filter(([key]) => key !== word && key !== respellingKey(word));
      if (others.length === entries.length) continue;
      const value = others.length === 0 ? undefined : Object.fromEntries(others);
      await this.configuration.update(setting, value, target);
    }
  }

  private get configuration(): WorkspaceConfiguration {
    return workspace.getConfiguration(undefined, this.scope);
  }

  private entriesOf(target: PronunciationTarget): Entries {
    const found = this.configuration.inspect<Entries>(setting);
    return (target === ConfigurationTarget.Global ? found?.globalValue : found?.workspaceValue) ?? {};
  }
}
