import * as sharedL10n from '@vscode/l10n';
import type { ExtensionContext } from 'vscode';
import { commands, env, l10n, workspace } from 'vscode';
import { useLanguage } from '../panel/performance/format.js';
import { Aloud } from './aloud.js';
import type { AloudApi } from './api.js';
import { commandHandlers } from './commands.js';
import { startsWithWindow } from './settings.js';
import { selectedPassage } from './sources.js';
import { onSelectionRested } from './warmUp.js';

let aloud: Aloud | undefined;

/** Registers everything and starts nothing: a window that never reads aloud pays a few milliseconds. */
export function activate(context: ExtensionContext): AloudApi {
  // What extension and webviews have in common is translated and formatted without the editor.
  sharedL10n.config({ contents: l10n.bundle ?? {} });
  useLanguage(env.language);
  const window = new Aloud(context);
  aloud = window;
  context.subscriptions.push(
    window,
    onSelectionRested(() => void window.expect(selectedPassage)),
    ...Object.entries(commandHandlers).map(([id, handle]) =>
      commands.registerCommand(id, () => window.run(() => handle(window))),
    ),
  );
  if (startsWithWindow()) setImmediate(() => void window.warm());
  context.subscriptions.push(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('aloud.server')) void window.serverChanged();
    }),
  );
  return {
    version: 1,
    lastReport: () => window.reader.lastReport,
    onDidFinishReading: window.reader.onDidFinish,
  };
}

/** The editor waits for this before it ends the extension host. */
export async function deactivate(): Promise<void> {
  await aloud?.shutDown();
}
