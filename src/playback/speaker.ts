/**
 * The speaker process: the only place where the native audio addon runs. Its calls block (opening takes 3 to 30 ms; with
 * a frozen sound server, closing never returns) and a fault in it would end the process, so it has one of its own, which
 * the engine can kill at any time without losing more than what is in the ring.
 */
import { messageOf } from '../protocol/errors.js';
import { SpeakerDevice } from './speakerDevice.js';
import type { SpeakerAddon } from './speakerAddon.js';
import { loadSpeakerAddon } from './speakerAddon.js';
import type { FromSpeaker, ToSpeaker } from './speakerProtocol.js';

const devices = new Map<number, SpeakerDevice>();

function tell(message: FromSpeaker): void {
  process.send?.(message);
}

function obey(addon: SpeakerAddon, message: ToSpeaker): void {
  const { output } = message;
  const device = devices.get(output);
  switch (message.type) {
    case 'open':
      devices.set(
        output,
        new SpeakerDevice(addon, message.sampleRate, (progress) => {
          tell({ type: 'progress', output, progress });
        }),
      );
      tell({ type: 'opened', output });
      break;
    case 'write':
      device?.write(message.samples);
      break;
    case 'close':
      devices.delete(output);
      if (device) tell({ type: 'closed', output, progress: device.close() });
      break;
  }
}

process.on('disconnect', () => process.exit());
process.on('SIGINT', () => undefined); // as in the engine: it is told when to end
try {
  const addon = loadSpeakerAddon();
  process.on('message', (message: ToSpeaker) => {
    try {
      obey(addon, message);
    } catch (error) {
      tell({ type: 'failed', output: message.output, message: messageOf(error) });
    }
  });
  tell({ type: 'ready' });
} catch (error) {
  tell({ type: 'unusable', message: messageOf(error) });
}
