import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../src/client/engineClient.js';
import type { ReadingRequestInput } from '../../src/client/reading.js';
import { ClearCache } from '../../src/protocol/engine.js';
import { GetStatus } from '../../src/protocol/performance.js';
import { differing, hammerCache, type HammerOutcome, inspectCache } from './support/cacheHammer.js';
import { engineClient, request, scratchFolder, wavSamples } from './support/engine.js';

// So short that they are not cut, however busy the machine is.
const first = 'Good morning.';
const second = 'All is well.';
const edited = 'All was well.';
const third = 'See you soon.';

describe('what was spoken before', () => {
  const scratch = scratchFolder();
  const folder = join(scratch.path, 'phrases');
  const clients: EngineClient[] = [];
  let client: EngineClient;

  const start = async (cache: { bytes: number; folder?: string }) => {
    const started = engineClient({ cache });
    clients.push(started);
    await started.start();
    return started;
  };
  const read = (text: string, changes: Partial<ReadingRequestInput> = {}, by = client) =>
    by.read(request(text, changes)).finished;

  before(async () => {
    client = await start({ bytes: 50_000_000, folder });
  });

  after(async () => {
    for (const each of clients) await each.dispose();
    scratch.remove();
  });

  it('is recalled from memory: the same sound, the same word times, no work', async () => {
    const paths = ['new.wav', 'again.wav'].map((name) => join(scratch.path, name));
    const made = await read(`${first} ${second}`, { wavPath: paths[0]! });
    const again = await read(`${first} ${second}`, { wavPath: paths[1]! });
    assert.equal(made.cache, 'none');
    assert.equal(again.cache, 'memory');
    assert.equal(again.computeMs, 0);
    assert.deepEqual(again.words, made.words);
    assert.deepEqual(wavSamples(paths[1]!), wavSamples(paths[0]!));
    assert.deepEqual(
      again.segments.map(({ start, end }) => [start, end]),
      made.segments.map(({ start, end }) => [start, end]),
    );
  });

  it('is recalled segment by segment: of an edited paragraph only what changed is made', async () => {
    await read(`${first} ${second} ${third}`);
    const report = await read(`${first} ${edited} ${third}`);
    assert.deepEqual(
      report.segments.map(({ computeMs }) => computeMs > 0),
      [false, true, false],
    );
    assert.equal(report.underruns, 0);
  });

  it('is other sound in another voice or at another speed', async () => {
    await read(first);
    assert.equal((await read(first)).cache, 'memory');
    assert.equal((await read(first, { voice: 'am_michael' })).cache, 'none');
    assert.equal((await read(first, { speed: 1.2 })).cache, 'none');
  });

  it('is recalled from the disk by another process', async () => {
    const { words, audioMs } = await read(third);
    await client.dispose();
    client = await start({ bytes: 50_000_000, folder });
    const report = await read(third);
    assert.equal(report.cache, 'disk');
    assert.deepEqual(report.words, words);
    assert.equal(report.audioMs, audioMs);
    assert.equal((await read(third)).cache, 'memory');
  });

  it('is made anew where the disk holds damaged sound', async () => {
    const path = join(scratch.path, 'repaired.wav');
    await client.dispose();
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      bytes[bytes.length >> 1]! ^= 0x40;
      writeFileSync(join(folder, name), bytes);
    }
    client = await start({ bytes: 50_000_000, folder });
    const report = await read(second, { wavPath: path });
    assert.equal(report.cache, 'none');
    assert.equal(report.ended, 'end');
    assert.ok(wavSamples(path).some((sample) => Math.abs(sample) > 0.05));
  });

  it('is not made again because it may be read next', async () => {
    await read(second);
    await client.speculate(request(second));
    assert.equal((await read(second)).cache, 'memory');
    const { speculation, cache } = await client.ask(GetStatus);
    assert.deepEqual(speculation, { made: 0, used: 0, wasted: 0 });
    assert.ok(cache.hits.memory > 0 && cache.memoryBytes > 0 && cache.diskBytes > 0);
  });

  it('is forgotten when the cache is cleared', async () => {
    await read(third);
    await client.ask(ClearCache);
    assert.deepEqual(readdirSync(folder), []);
    assert.equal((await read(third)).cache, 'none');
  });

  it('survives processes that share it and are killed at any moment', async function () {
    this.timeout(600_000);
    const shared = join(scratch.path, 'shared');
    const isEnough = ({ kills, readings }: HammerOutcome) =>
      kills >= 4 && readings.some(({ cache }) => cache === 'disk');
    const { readings } = await hammerCache(shared, 1_000, isEnough);
    assert.deepEqual(differing(readings), []);
    // What was being written when its writer was killed may be there for a minute; nothing waits for it.
    const { wrong, bytes } = inspectCache(shared);
    assert.deepEqual(
      wrong.filter((name) => !name.endsWith('.tmp')),
      [],
    );
    assert.ok(bytes < 1_000_000, `${bytes} bytes`);
    const another = await start({ bytes: 250_000, folder: shared });
    assert.equal((await read(first, {}, another)).ended, 'end');
  });

  it('is not kept where nothing is to be kept', async () => {
    const forgetful = await start({ bytes: 0, folder });
    assert.equal((await read(second, {}, forgetful)).cache, 'none');
    assert.equal((await read(second, {}, forgetful)).cache, 'none');
  });
});
