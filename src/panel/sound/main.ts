import { onMessage, send } from '../host.js';
import { toSoundPageSchema } from './messageSchemas.js';
import type { FromSoundPage } from './messages.js';
import { Speaker } from './speaker.js';

const unlock = document.getElementById('unlock') as HTMLButtonElement;
const blocked = document.getElementById('blocked')!;

function tell(message: FromSoundPage): void {
  send(message);
}

const speaker = new Speaker(document.body.dataset.worker!, tell, (isBlocked) => {
  blocked.hidden = !isBlocked;
  tell({ type: 'blocked', isBlocked });
});

unlock.addEventListener('click', () => {
  void speaker.unlock();
});

onMessage((data) => {
  const { success, data: message } = toSoundPageSchema.safeParse(data);
  if (!success) return;
  if (message.type === 'ping') tell({ type: 'pong', sentMs: message.sentMs, pageMs: performance.now() });
  else speaker.obey(message);
});

tell({ type: 'ready' });
