import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { readFile } from 'node:fs/promises';
import { ConfigurationTarget, workspace } from 'vscode';
import { tokenPath } from '../../src/server/token.js';
import { eventually } from '../harness/eventually.js';
import { runVariable } from '../harness/leftovers.js';
import { engineWith } from '../harness/processes.js';

describe('The speech API of a window', () => {
  async function set(key: string, value: unknown): Promise<void> {
    await workspace.getConfiguration().update(key, value, ConfigurationTarget.Global);
  }

  after(async () => {
    await set('aloud.server.enabled', undefined);
    await set('aloud.server.port', undefined);
  });

  it('speaks as soon as it is switched on, also when its engine was killed, for those who have the token', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    await set('aloud.server.port', port);
    await set('aloud.server.enabled', true);
    await eventually('it to be served', async () => (await fetch(`${url}/health`).catch(() => undefined))?.ok);
    assert.equal((await fetch(`${url}/status`)).status, 401);

    if (process.platform === 'linux') {
      const engine = engineWith(runVariable, process.env[runVariable]!);
      assert.ok(engine !== undefined);
      process.kill(engine, 'SIGKILL');
      await eventually('an engine in its place', async () => {
        const { ok } = (await fetch(`${url}/health`).catch(() => undefined)) ?? {};
        return ok === true && engineWith(runVariable, process.env[runVariable]!) !== engine;
      });
    }

    const Authorization = `Bearer ${await readFile(tokenPath(port), 'utf8')}`;
    const body = JSON.stringify({ input: 'Good night.', response_format: 'pcm' });
    const headers = { Authorization, 'Content-Type': 'application/json' };
    const spoken = await fetch(`${url}/v1/audio/speech`, { method: 'POST', headers, body });
    assert.equal(spoken.status, 200);
    const samples = new Int16Array(await spoken.arrayBuffer());
    assert.ok(samples.length > 12_000, 'half a second or more');
    assert.ok(samples.some((sample) => Math.abs(sample) > 1000));

    await set('aloud.server.enabled', undefined);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
