import { equal, rejects } from 'node:assert/strict';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import type { EngineProcess } from '../../src/client/engineProcess.js';
import { requestFor } from '../../src/cli/bench/engine.js';
import { Reading } from '../../src/client/reading.js';
import { PauseReading, StopReading } from '../../src/protocol/engine.js';

/** A reading in an engine that accepts it, and fails at whatever else it is asked for. */
async function readingWith(failure: Error): Promise<Reading> {
  const reading = new Reading(requestFor('Hello.'), false);
  const failing: readonly unknown[] = [PauseReading, StopReading];
  const sendRequest = (type: unknown) => (failing.includes(type) ? Promise.reject(failure) : Promise.resolve(null));
  await reading.attach({ alive: true, connection: { sendRequest } } as unknown as EngineProcess, null);
  return reading;
}

describe('what is asked of a reading', () => {
  it('fails where the engine says that it does', async () => {
    const reading = await readingWith(
      new ResponseError(ErrorCodes.InternalError, 'The device is stuck.', { code: 'no-sound-device' }),
    );
    await rejects(reading.pause(), { name: 'AloudError', code: 'no-sound-device', message: 'The device is stuck.' });
    await rejects(reading.stop(), { code: 'no-sound-device' });
    equal(reading.state, 'starting', 'it goes on');
  });

  for (const code of [ErrorCodes.PendingResponseRejected, ErrorCodes.MessageWriteError]) {
    it(`waits for another engine where this one was lost (${code}), but for a stop`, async () => {
      const reading = await readingWith(new ResponseError(code, 'gone'));
      await reading.pause();
      await reading.stop();
      equal((await reading.finished).ended, 'stopped');
    });
  }
});
