import type { Disposable, StatusBarItem } from 'vscode';
import { l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Reader } from './reader.js';
import { tooltip } from './statusTooltip.js';

interface Look {
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  readonly isError?: boolean;
  readonly command?: string;
}

/** The one status bar item: hidden until Aloud is used, then it says what Aloud is doing and how soon it was heard. */
export class StatusBar implements Disposable {
  private readonly item: StatusBarItem;
  private readonly subscription: Disposable;

  constructor(private readonly reader: Reader) {
    this.item = window.createStatusBarItem('aloud.status', StatusBarAlignment.Right, 100);
    this.item.name = 'Aloud';
    this.subscription = reader.onDidChange(() => {
      this.update();
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private update(): void {
    const { text, label, isError = false, command = 'aloud.showLog' } = lookOf(this.reader);
    this.item.text = text;
    this.item.accessibilityInformation = { label: `Aloud: ${label}` };
    this.item.backgroundColor = isError ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.command = command;
    this.item.tooltip = tooltip(this.reader, label);
    this.item.show();
  }
}

function lookOf({ reading, problem, lastReport }: Reader): Look {
  if (reading) {
    if (reading.request.output === 'none') return { text: '$(save) Aloud', label: l10n.t('saving sound to a file') };
    if (reading.state === 'paused') return { text: `$(debug-pause) ${l10n.t('Paused')}`, label: l10n.t('paused') };
    if (reading.state === 'starting' && reading.ttfaMs === undefined) {
      return { text: `$(loading~spin) ${l10n.t('Starting')}`, label: l10n.t('starting') };
    }
    return withFirstSound('$(unmute)', l10n.t('reading'), reading.ttfaMs);
  }
  if (problem?.code === 'model-missing') {
    return { text: '$(cloud-download) Aloud', label: l10n.t('needs its voice model'), command: 'aloud.installModel' };
  }
  if (problem) return { text: '$(error) Aloud', label: l10n.t('error: {0}', problem.message), isError: true };
  return withFirstSound('$(megaphone)', l10n.t('ready'), lastReport?.ttfaMs ?? undefined);
}

function withFirstSound(icon: string, label: string, ttfaMs: number | undefined): Look {
  if (ttfaMs === undefined) return { text: `${icon} Aloud`, label };
  const rounded = Math.round(ttfaMs);
  return {
    text: `${icon} ${rounded} ms`,
    label: l10n.t('{0}, first sound after {1} milliseconds', label, rounded),
  };
}
