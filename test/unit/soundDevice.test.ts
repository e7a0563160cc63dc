import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monotonicMs } from '../../src/metrics/clock.js';
import { hasSoundDevice } from '../../src/playback/soundDevice.js';

describe('The question for a sound server', () => {
  it('is answered rightly also while this thread is busy', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aloud-socket-'));
    const socket = join(folder, 'native');
    const server = createServer((connection) => connection.destroy()).listen(socket);
    try {
      await once(server, 'listening');
      const answer = hasSoundDevice({ PULSE_SERVER: `unix:${socket}` });
      await Promise.resolve(); // until it has asked
      const untilMs = monotonicMs() + 400; // longer than a server may take
      while (monotonicMs() < untilMs);
      assert.equal(await answer, true);
    } finally {
      server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
