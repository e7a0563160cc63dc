import type { Extension } from 'vscode';
import type { SettingRules } from './settings.js';

/** What is used of package.json, as the editor read it: with its strings in the user's language. */
export interface Manifest {
  readonly contributes: {
    readonly commands: readonly ManifestCommand[];
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly mac?: string }[];
    readonly configuration: { readonly properties: SettingRules };
  };
}

export interface ManifestCommand {
  readonly command: string;
  readonly title: string;
}

export function manifestOf(extension: Extension<unknown>): Manifest {
  return extension.packageJSON as Manifest;
}
