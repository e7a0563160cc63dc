import type { ConfigurationScope, Disposable } from 'vscode';
import { l10n, window, workspace } from 'vscode';
import type { SkipTarget } from '../protocol/engine.js';
import { messageOf } from '../protocol/errors.js';
import type { Reader } from './reader.js';
import { settingScopes } from './settingScope.js';
import type { TextScope } from './settingScope.js';
import type { ReadingSettings, SettingRules } from './settings.js';
import { nextSpeed } from './speedSteps.js';

const SPEED = 'aloud.speed';
/** Long enough to be read. */
const MESSAGE_MS = 2000;

/** What changes the course of a reading under way: skips, speed and volume. */
export class ReadingControls implements Disposable {
  private readonly subscription: Disposable;
  /** The speed that was asked for last, until the settings have it. */
  private wanted: number | undefined;
  private stored = Promise.resolve();

  constructor(
    private readonly reader: Reader,
    private readonly settingsFor: (scope?: ConfigurationScope) => ReadingSettings,
    private readonly rules: SettingRules,
  ) {
    this.subscription = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SPEED) || event.affectsConfiguration('aloud.volume')) this.followSettings();
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  async skip(to: SkipTarget): Promise<void> {
    if (this.isHeard) await this.reader.reading?.skip(to);
  }

  /** Reads faster or slower, what is being read and what will be. */
  async changeSpeed(direction: 1 | -1): Promise<void> {
    const { minimum = 0, maximum = Infinity } = this.rules[SPEED] ?? {};
    const reading = this.isHeard ? this.reader.reading : undefined;
    const before = this.wanted ?? reading?.speed ?? this.settings().speed;
    const speed = nextSpeed(before, direction, { minimum, maximum });
    this.wanted = speed;
    window.setStatusBarMessage(l10n.t('Speed {0}', speed), MESSAGE_MS);
    this.stored = this.stored
      .catch(() => undefined) // told by the change that it hindered
      .then(() => settingScopes(SPEED, this.scope).current.update(SPEED, speed))
      .finally(() => {
        if (this.wanted === speed) this.wanted = undefined;
      });
    await Promise.all([reading?.adjust({ speed }), this.stored]);
  }

  private followSettings(): void {
    if (!this.isHeard || this.wanted !== undefined) return;
    const { speed, volume } = this.settings();
    this.reader.reading?.adjust({ speed, volume }).catch((error: unknown) => {
      void window.showErrorMessage(messageOf(error));
    });
  }

  private settings(): ReadingSettings {
    return this.settingsFor(this.scope);
  }

  /** Settings may differ by the language of what is read, or would be. */
  private get scope(): TextScope | undefined {
    return this.reader.passage?.parts[0] ?? window.activeTextEditor?.document;
  }

  /** One that only goes to a file is left alone. */
  private get isHeard(): boolean {
    return this.reader.reading !== undefined && this.reader.reading.request.output !== 'none';
  }
}
