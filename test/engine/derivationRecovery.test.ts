import { equal, match, ok, rejects } from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../src/client/engineClient.js';
import { modelsFolder } from '../../src/models/location.js';
import { engineClient, request, scratchFolder } from './support/engine.js';

describe('derived graphs, as the engine finds them', function () {
  this.timeout(600_000);
  const scratch = scratchFolder();
  const derived = join(scratch.path, 'kokoro', 'derived');
  const clients: EngineClient[] = [];
  /** An engine with what it logs. */
  const start = async () => {
    const said: string[] = [];
    const log = (level: string, message: string) => said.push(`${level}: ${message}`);
    const client = engineClient({ models: scratch.path, log });
    clients.push(client);
    await client.start();
    return { client, said };
  };
  const stages = async (client: EngineClient) => (await client.read(request('It speaks.')).finished).stagesMs;

  before(async () => {
    cpSync(modelsFolder(), scratch.path, { recursive: true });
    const { client } = await start();
    await client.prepare();
    await client.dispose();
  });
  after(async () => {
    for (const client of clients) await client.dispose();
    scratch.remove();
  });

  it('are made again when they were damaged or the engine was killed at it, and it speaks meanwhile', async () => {
    const [name] = readdirSync(derived);
    const path = join(derived, name!, 'vocoder.onnx');
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);

    const first = await start();
    equal((await stages(first.client)).acoustic, null, 'the published graph speaks');
    const killed = first.client.prepare((_, done) => {
      if (done > 0.2 && first.client.pid !== undefined) process.kill(first.client.pid, 'SIGKILL');
    });
    await rejects(killed);
    ok(first.said.some((line) => line.startsWith('warn: The faster form of the voice model was damaged')));
    await first.client.dispose();

    const second = await start();
    equal((await stages(second.client)).acoustic, null, 'the published graph speaks');
    await second.client.prepare();
    match(second.said.join('\n'), /info: The faster form of the voice model was made in/);
    ok((await stages(second.client)).acoustic !== null, 'the derived graphs speak');
  });
});
