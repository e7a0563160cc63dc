import assert from 'node:assert/strict';
import type { EngineClient } from '../../../src/client/engineClient.js';
import { GetStatus } from '../../../src/protocol/performance.js';
import { engineClient, engineOptions, request } from '../support/engine.js';

describe('an engine that serves speech', () => {
  let client: EngineClient;
  let url: string;

  before(async () => {
    const server = { host: '127.0.0.1', port: 0, allowedHosts: [] };
    client = engineClient({ options: () => ({ ...engineOptions(), server }) });
    const info = await client.start();
    assert.ok(info.server && 'url' in info.server);
    url = info.server.url;
  });

  after(() => client.dispose());

  const speak = (text: string, signal: AbortSignal) =>
    fetch(`${url}/v1/audio/speech`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text }),
      signal,
    });

  it('reads for the editor first', async () => {
    const leave = new AbortController();
    const long = 'Whoever asked over the network waits while the editor reads. '.repeat(60);
    const first = await speak(long, leave.signal);
    const others = [speak(long, leave.signal), speak(long, leave.signal)];
    for (const other of others) other.catch(() => undefined);
    const report = await client.read(request('The editor reads this.')).finished;
    assert.equal(report.ended, 'end');
    assert.ok((await client.ask(GetStatus)).queue.length >= 1, 'the requests were still waiting');
    leave.abort();
    await assert.rejects(first.arrayBuffer());
  });

  it('says where it cannot be served, and reads all the same', async () => {
    const server = { host: '127.0.0.1', port: Number(new URL(url).port), allowedHosts: [] };
    const other = engineClient({ options: () => ({ ...engineOptions(), server }) });
    try {
      const info = await other.start();
      assert.ok(info.server && 'problem' in info.server);
      assert.match(info.server.problem, /in use/);
      assert.equal((await other.read(request('Reads.')).finished).ended, 'end');
    } finally {
      await other.dispose();
    }
  });
});
