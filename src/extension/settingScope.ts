import type { ConfigurationScope, TextDocument } from 'vscode';
import { ConfigurationTarget, l10n, window, workspace } from 'vscode';

/** Where a setting is to hold. */
export interface SettingScope {
  /** For people: "everywhere", "in this workspace", … */
  readonly title: string;
  /** Name of a codicon. */
  readonly icon: string;
  update(key: string, value: string | number): Thenable<void>;
}

/** Where a setting of the text in front of the user can hold, and where its value of now comes from. */
export function settingScopes(key: string): {
  readonly scopes: readonly SettingScope[];
  readonly current: SettingScope;
} {
  const document = window.activeTextEditor?.document;
  const everywhere = scope(l10n.t('everywhere'), 'globe', ConfigurationTarget.Global);
  const here = workspace.workspaceFolders
    ? scope(l10n.t('in this workspace'), 'root-folder', ConfigurationTarget.Workspace)
    : undefined;
  const language = document && languageScope(document);
  const { workspaceValue, globalLanguageValue } = workspace.getConfiguration(undefined, document).inspect(key) ?? {};
  const current =
    (globalLanguageValue === undefined ? undefined : language) ??
    (workspaceValue === undefined ? undefined : here) ??
    everywhere;
  return { scopes: [everywhere, here, language].filter((each) => each !== undefined), current };
}

function languageScope({ languageId }: TextDocument): SettingScope {
  return scope(l10n.t('in {0} files', languageId), 'file-code', ConfigurationTarget.Global, { languageId });
}

function scope(title: string, icon: string, target: ConfigurationTarget, language?: ConfigurationScope): SettingScope {
  return {
    title,
    icon,
    update: (key, value) => workspace.getConfiguration(undefined, language).update(key, value, target, !!language),
  };
}
