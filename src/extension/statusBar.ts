import type { Disposable, StatusBarItem } from 'vscode';
import { StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Manifest } from './manifest.js';
import type { Reader } from './reader.js';
import { statusLook } from './statusLook.js';
import { showStatusMenu } from './statusMenu.js';
import { tooltip } from './statusTooltip.js';
import { steeringActions } from './steering.js';

/** The one status bar item: hidden until Aloud is used, then it says what Aloud is doing and how soon it was heard. */
export class StatusBar implements Disposable {
  private readonly item: StatusBarItem;
  private readonly subscription: Disposable;

  constructor(
    private readonly reader: Reader,
    private readonly manifest: Manifest,
  ) {
    this.item = window.createStatusBarItem('aloud.status', StatusBarAlignment.Right, 100);
    this.item.name = 'Aloud';
    this.subscription = reader.onDidChange(() => {
      this.update();
    });
  }

  /** Offers what can be done. */
  async showMenu(): Promise<void> {
    await showStatusMenu(this.manifest, this.reader);
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private update(): void {
    const { text, label, isError = false, command } = statusLook(this.reader);
    this.item.text = text;
    this.item.accessibilityInformation = { label: `Aloud: ${label}` };
    this.item.backgroundColor = isError ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.command = command;
    this.item.tooltip = tooltip(this.reader, label, steeringActions(this.manifest, this.reader));
    this.item.show();
  }
}
