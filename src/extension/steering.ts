import type { Reading } from '../client/reading.js';
import { l10n } from 'vscode';
import type { Manifest } from './manifest.js';

/** Something that can be done about a reading. */
export interface SteeringAction {
  readonly command: string;
  readonly title: string;
  /** Name of a codicon. */
  readonly icon: string;
  /** Its default keys, as people write them; the user may have chosen others. */
  readonly keys: string | undefined;
}

/** In the order in which they are offered; some also make sense while nothing is read. */
const offered = [
  { command: 'aloud.pauseOrResume', icon: 'debug-pause', whileIdle: false },
  { command: 'aloud.stop', icon: 'debug-stop', whileIdle: false },
  { command: 'aloud.replaySentence', icon: 'debug-restart', whileIdle: false },
  { command: 'aloud.previousSentence', icon: 'arrow-up', whileIdle: false },
  { command: 'aloud.nextSentence', icon: 'arrow-down', whileIdle: false },
  { command: 'aloud.faster', icon: 'add', whileIdle: true },
  { command: 'aloud.slower', icon: 'remove', whileIdle: true },
  { command: 'aloud.moveCursorToSpokenWord', icon: 'target', whileIdle: false },
  { command: 'aloud.selectVoice', icon: 'person', whileIdle: true },
  { command: 'aloud.selectModel', icon: 'package', whileIdle: true },
  { command: 'aloud.showPerformance', icon: 'pulse', whileIdle: true },
  { command: 'aloud.showLog', icon: 'output', whileIdle: true },
];

/** What can be done now, by status bar and menu. */
export function steeringActions(
  { contributes: { commands, keybindings } }: Manifest,
  reading: Pick<Reading, 'state'> | undefined,
): SteeringAction[] {
  return offered.flatMap(({ command, icon, whileIdle }) => {
    const title = commands.find((each) => each.command === command)?.title;
    if (!title || (!reading && !whileIdle)) return [];
    const binding = keybindings.find((each) => each.command === command);
    const keys = binding && keysForPeople(process.platform === 'darwin' ? (binding.mac ?? binding.key) : binding.key);
    if (command !== 'aloud.pauseOrResume') return [{ command, title, icon, keys }];
    return reading?.state === 'paused'
      ? [{ command, title: l10n.t('Resume Reading'), icon: 'debug-continue', keys }]
      : [{ command, title: l10n.t('Pause Reading'), icon, keys }];
  });
}

/** `ctrl+k space` → `Ctrl+K Space` */
function keysForPeople(keys: string): string {
  return keys.replaceAll(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}
