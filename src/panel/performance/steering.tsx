import * as l10n from '@vscode/l10n';
import { Action } from './action.js';
import { formatSpeed } from './format.js';
import type { IconName } from './icon.js';
import { Icon } from './icon.js';
import type { LiveReading, PageCommand } from './messages.js';

interface SteeringProps {
  readonly live: LiveReading | undefined;
  readonly run: (command: PageCommand) => void;
}

/** What can be done about the reading under way. The buttons are always there, so that nothing moves when one begins. */
export function Steering({ live, run }: SteeringProps) {
  const isHeard = live?.isHeard === true;
  const isPaused = live?.state === 'paused';
  const button = (command: PageCommand, icon: IconName, name: string, isEnabled = isHeard) => (
    <Action command={command} run={run} isDisabled={!isEnabled} name={name}>
      <Icon name={icon} />
    </Action>
  );
  return (
    <div class="steering" role="group" aria-label={l10n.t('Steering')}>
      <div>
        {button('pauseOrResume', isPaused ? 'resume' : 'pause', isPaused ? l10n.t('Resume') : l10n.t('Pause'))}
        {button('stop', 'stop', l10n.t('Stop'), live !== undefined)}
      </div>
      <div>
        {button('previousSentence', 'previous', l10n.t('Previous Sentence'))}
        {button('replaySentence', 'replay', l10n.t('Replay Sentence'))}
        {button('nextSentence', 'next', l10n.t('Next Sentence'))}
      </div>
      <div>
        {button('slower', 'minus', l10n.t('Read Slower'))}
        <span class="speed">{isHeard ? formatSpeed(live.speed) : '–'}</span>
        {button('faster', 'plus', l10n.t('Read Faster'))}
      </div>
    </div>
  );
}
