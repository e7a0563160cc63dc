/** A process that reads aloud until it is killed. Prints the engine's process id once inference is under way. */
import { setTimeout as sleep } from 'node:timers/promises';
import { engineClient, request } from './engine.js';

async function main(): Promise<void> {
  const client = engineClient();
  await client.start();
  client.read(request(`${'A sentence without an end goes on '.repeat(10)}.`, { ttfaBudgetMs: 60_000 }));
  await sleep(300);
  console.log(client.pid);
}

void main();
