import { join } from 'node:path';
import { extensions } from 'vscode';
import type { ConfigurationContribution, GrammarContribution, Languages } from '../../comments/languages.js';

/** The parts of an extension's manifest that say what its languages look like. */
interface Manifest {
  readonly contributes?: {
    readonly grammars?: readonly Partial<GrammarContribution>[];
    readonly languages?: readonly { readonly id?: string; readonly configuration?: string }[];
  };
}

/** The grammars and language configurations of the installed extensions. Files are named, not read. */
export function installedLanguages(): Languages {
  const grammars: GrammarContribution[] = [];
  const configurations: ConfigurationContribution[] = [];
  for (const { extensionUri, packageJSON } of extensions.all) {
    if (extensionUri.scheme !== 'file') continue;
    const { contributes } = packageJSON as Manifest;
    for (const { scopeName, path, language, injectTo } of contributes?.grammars ?? []) {
      if (scopeName === undefined || path === undefined) continue;
      grammars.push({
        scopeName,
        path: join(extensionUri.fsPath, path),
        ...(language !== undefined && { language }),
        ...(injectTo && { injectTo }),
      });
    }
    for (const { id, configuration } of contributes?.languages ?? []) {
      if (id === undefined || configuration === undefined) continue;
      configurations.push({ language: id, path: join(extensionUri.fsPath, configuration) });
    }
  }
  return { grammars, configurations };
}
