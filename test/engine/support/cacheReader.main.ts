/** A process that reads at random, sharing a cache with others, until it is killed. Prints a line for each reading. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { engineClient, request, scratchFolder, wavSamples } from './engine.js';
import type { CacheReading } from './cacheHammer.js';

const [folder = '', bytes = '0', phrases = '[]'] = process.argv.slice(2);
const texts = JSON.parse(phrases) as string[];
const scratch = scratchFolder();

async function main(): Promise<void> {
  const client = engineClient({ cache: { folder, bytes: Number(bytes) } });
  await client.start();
  const wavPath = join(scratch.path, 'reading.wav');
  for (;;) {
    const text = texts[Math.floor(Math.random() * texts.length)]!;
    const { cache } = await client.read(request(text, { wavPath })).finished;
    const reading: CacheReading = { text, cache, digest: digestOf(wavSamples(wavPath)) };
    // It may be killed at any time, the engine with it; whoever started it wants to know which one that is.
    console.log(JSON.stringify({ ...reading, engine: client.pid }));
  }
}

function digestOf(samples: Float32Array): string {
  return createHash('sha256').update(samples).digest('hex');
}

void main();
