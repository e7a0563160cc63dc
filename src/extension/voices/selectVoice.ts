import type { QuickInputButton } from 'vscode';
import { Disposable, l10n, ThemeIcon, window } from 'vscode';
import type { Catalog } from '../../models/catalog.js';
import type { Reader } from '../reader.js';
import { isScreenReaderOn } from '../screenReader.js';
import { settingScopes, type SettingScope } from '../settingScope.js';
import type { VoiceItem } from './voiceItems.js';
import { voiceItems } from './voiceItems.js';
import { VoicePreview } from './voicePreview.js';

export interface VoiceChoice {
  readonly catalog: Catalog;
  /** Ids that the setting takes. */
  readonly known: ReadonlySet<string>;
  readonly currentId: string;
  readonly reader: Pick<Reader, 'read' | 'reading' | 'stop'>;
  readonly log: (message: string) => void;
}

interface ScopeButton extends QuickInputButton {
  readonly scope: SettingScope;
}

/** Asks which voice shall read, and where; each is heard when one stops at it. Settles when the list is gone; rejects where the choice cannot be saved. */
export async function selectVoice({ catalog, known, currentId, reader, log }: VoiceChoice): Promise<void> {
  const { scopes, current } = settingScopes('aloud.voice');
  let scope = current;
  const picker = window.createQuickPick<VoiceItem>();
  const preview = new VoicePreview(reader, log);
  const showScope = () => {
    picker.title = l10n.t('Voice that reads {0}', scope.title);
  };
  picker.items = voiceItems(catalog, known, currentId);
  picker.activeItems = picker.items.filter(({ voice }) => voice?.id === currentId);
  picker.matchOnDescription = true;
  picker.placeholder = isScreenReaderOn()
    ? l10n.t('Choose a voice; its button lets you hear it')
    : l10n.t('Choose a voice; you hear each as you come to it');
  picker.buttons = scopes.map((each): ScopeButton => {
    return {
      iconPath: new ThemeIcon(each.icon),
      tooltip: l10n.t('Choose the Voice That Reads {0}', each.title),
      scope: each,
    };
  });
  showScope();

  let shown = currentId;
  let chosen: string | undefined;
  const hidden = new Promise<void>((resolve) => {
    picker.onDidHide(() => {
      resolve();
    });
  });
  const listeners = Disposable.from(
    picker.onDidChangeActive(([item]) => {
      // Nothing speaks when the list opens, at the voice that reads anyway.
      if (!item?.voice || item.voice.id === shown) return;
      shown = item.voice.id;
      if (!isScreenReaderOn()) preview.soon(item.voice);
    }),
    picker.onDidTriggerItemButton(({ item }) => item.voice && void preview.now(item.voice)),
    picker.onDidTriggerButton((button) => {
      scope = (button as ScopeButton).scope; // there are no others
      showScope();
    }),
    picker.onDidAccept(() => {
      chosen = picker.selectedItems[0]?.voice?.id;
      picker.hide();
    }),
    preview,
    picker,
  );
  picker.show();
  await hidden;
  listeners.dispose();
  if (chosen !== undefined) await scope.update('aloud.voice', chosen);
}
