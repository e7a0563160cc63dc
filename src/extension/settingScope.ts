import type { Uri } from 'vscode';
import { ConfigurationTarget, l10n, window, workspace } from 'vscode';

/** A document, or a part of what is read. */
export interface TextScope {
  readonly uri: Uri;
  readonly languageId: string;
}

/** Where a setting is to hold. */
export interface SettingScope {
  /** For people: "everywhere", "in this workspace", … */
  readonly title: string;
  /** Name of a codicon. */
  readonly icon: string;
  update(key: string, value: string | number): Thenable<void>;
}

/**
 * Where a setting of a text can hold, and where its value of now comes from: there a change of it holds.
 * @param text the one in front of the user, if left out
 */
export function settingScopes(
  key: string,
  text: TextScope | undefined = window.activeTextEditor?.document,
): { readonly scopes: readonly SettingScope[]; readonly current: SettingScope } {
  const here = l10n.t('in this workspace');
  const inLanguage = text && l10n.t('in {0} files', text.languageId);
  const { Global, Workspace, WorkspaceFolder } = ConfigurationTarget;
  const everywhere = scope(l10n.t('everywhere'), 'globe', Global, text);
  const workspaceWide = workspace.workspaceFolders ? scope(here, 'root-folder', Workspace, text) : undefined;
  const languageWide = inLanguage === undefined ? undefined : scope(inLanguage, 'file-code', Global, text, true);

  // The narrowest first; a value for a language goes before one for every language.
  const values = workspace.getConfiguration(undefined, text).inspect(key) ?? { key };
  const language = inLanguage ?? '';
  const narrowest = [
    [values.workspaceFolderLanguageValue, scope(language, 'file-code', WorkspaceFolder, text, true)],
    [values.workspaceLanguageValue, scope(language, 'file-code', Workspace, text, true)],
    [values.globalLanguageValue, languageWide],
    [values.workspaceFolderValue, scope(here, 'root-folder', WorkspaceFolder, text)],
    [values.workspaceValue, workspaceWide],
  ] as const;
  const current = narrowest.find(([value]) => value !== undefined)?.[1] ?? everywhere;
  return { scopes: [everywhere, workspaceWide, languageWide].filter((each) => each !== undefined), current };
}

function scope(
  title: string,
  icon: string,
  target: ConfigurationTarget,
  text: TextScope | undefined,
  ofLanguage = false,
): SettingScope {
  return {
    title,
    icon,
    update: (key, value) => workspace.getConfiguration(undefined, text).update(key, value, target, ofLanguage),
  };
}
