import { l10n } from 'vscode';
import type { Manifest } from './manifest.js';
import type { Reader } from './reader.js';

/** Something that can be done about a reading. */
export interface SteeringAction {
  readonly command: string;
  readonly title: string;
  /** Name of a codicon. */
  readonly icon: string;
  /** Its default keys, as people write them; the user may have chosen others. */
  readonly keys: string | undefined;
}

type Occasion = 'reading' | 'idle' | 'model missing' | 'ever';

/** In the order in which they are offered. */
const offered: readonly (Pick<SteeringAction, 'command' | 'icon'> & { readonly when: Occasion })[] = [
  { command: 'aloud.readSelection', icon: 'unmute', when: 'idle' },
  { command: 'aloud.readDocument', icon: 'file', when: 'idle' },
  { command: 'aloud.installModel', icon: 'cloud-download', when: 'model missing' },
  { command: 'aloud.pauseOrResume', icon: 'debug-pause', when: 'reading' },
  { command: 'aloud.stop', icon: 'debug-stop', when: 'reading' },
  { command: 'aloud.replaySentence', icon: 'debug-restart', when: 'reading' },
  { command: 'aloud.previousSentence', icon: 'arrow-up', when: 'reading' },
  { command: 'aloud.nextSentence', icon: 'arrow-down', when: 'reading' },
  { command: 'aloud.faster', icon: 'add', when: 'ever' },
  { command: 'aloud.slower', icon: 'remove', when: 'ever' },
  { command: 'aloud.moveCursorToSpokenWord', icon: 'target', when: 'reading' },
  { command: 'aloud.selectVoice', icon: 'person', when: 'ever' },
  { command: 'aloud.selectModel', icon: 'package', when: 'ever' },
  { command: 'aloud.showPerformance', icon: 'pulse', when: 'ever' },
  { command: 'aloud.showLog', icon: 'output', when: 'ever' },
];

/** What can be done now, by status bar and menu. */
export function steeringActions(
  { contributes: { commands, keybindings } }: Manifest,
  { reading, problem }: Pick<Reader, 'reading' | 'problem'>,
): SteeringAction[] {
  const holds: Record<Occasion, boolean> = {
    reading: reading !== undefined,
    idle: reading === undefined,
    'model missing': problem?.code === 'model-missing',
    ever: true,
  };
  return offered.flatMap(({ command, icon, when }) => {
    const title = commands.find((each) => each.command === command)?.title;
    if (!title || !holds[when]) return [];
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
