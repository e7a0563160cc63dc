import type { Extension } from 'vscode';
import { extensions } from 'vscode';
import type { AloudApi } from '../../../src/extension/api.js';
import type { SettingRules } from '../../../src/extension/settings.js';

export interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac?: string;
      readonly when?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: { readonly properties: SettingRules };
  };
}

export function aloudExtension(): Extension<AloudApi> {
  const extension = extensions.getExtension<AloudApi>('aloud.aloud');
  if (!extension) throw new Error('Aloud is not installed in this window');
  return extension;
}

/** package.json as the editor read it, with the strings of package.nls.json in their places. */
export function manifest(): Manifest {
  return aloudExtension().packageJSON as Manifest;
}
