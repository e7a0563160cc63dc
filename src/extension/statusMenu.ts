import type { QuickPickItem } from 'vscode';
import { commands, l10n, ThemeIcon, window } from 'vscode';
import type { Manifest } from './manifest.js';
import type { Reader } from './reader.js';
import { steeringActions } from './steering.js';

/** Of the status bar item only: the palette has everything that is in it. */
export const statusMenuCommand = 'aloud.showStatusMenu';

/** Offers what can be done about the reading that is under way. */
export async function showStatusMenu(manifest: Manifest, reader: Reader): Promise<void> {
  const items = steeringActions(manifest, reader).map(
    ({ command, title, icon, keys = '' }): QuickPickItem & { command: string } => ({
      ...{ command, label: title, description: keys, iconPath: new ThemeIcon(icon) },
    }),
  );
  const placeHolder = l10n.t('What shall the reading do?');
  const chosen = await window.showQuickPick(items, { title: 'Aloud', placeHolder, matchOnDescription: true });
  if (chosen) await commands.executeCommand(chosen.command);
}
