import assert from 'node:assert/strict';
import type { EngineClient } from '../../src/client/engineClient.js';
import { GetStatus } from '../../src/protocol/performance.js';
import { eventually } from '../harness/eventually.js';
import { engineClient, request, scratchFolder } from './support/engine.js';

const text = 'What is selected may be read next, so its beginning is made ahead of need. The rest is made when it is.';
const other = 'Nobody expected this sentence.';

describe('what may be read next', () => {
  let client: EngineClient;
  const figures = async () => (await client.ask(GetStatus)).speculation;

  beforeEach(async () => {
    client = engineClient();
    await client.start();
  });

  afterEach(async () => {
    await client.dispose();
  });

  it('has its first chunk made, and goes on from there when it is read', async () => {
    await client.speculate(request(text));
    assert.deepEqual(await figures(), { made: 1, used: 0, wasted: 0 });

    const report = await client.read(request(text)).finished;
    assert.equal(report.cache, 'speculated');
    assert.equal(report.ended, 'end');
    assert.equal(report.words.length, text.split(' ').length);
    assert.equal(report.segments.at(-1)!.end, text.length);
    assert.ok(report.computeMs >= report.chunks[0]!.computeMs, 'what was made ahead counts as work');
    assert.deepEqual(await figures(), { made: 1, used: 1, wasted: 0 });
    const { cache } = await client.ask(GetStatus);
    assert.equal(cache.hits.speculated, 1);
  });

  it('is made once, however often it is expected', async () => {
    await client.speculate(request(text));
    await client.speculate(request(text));
    assert.deepEqual(await figures(), { made: 1, used: 0, wasted: 0 });
  });

  it('wastes one chunk where something else is read, and gives way to it', async () => {
    await client.speculate(request(text));
    const report = await client.read(request(other)).finished;
    assert.equal(report.cache, 'none');
    assert.equal(report.ended, 'end');
    await eventually('the waste is counted', async () => (await figures()).wasted === 1);
    assert.deepEqual(await figures(), { made: 1, used: 0, wasted: 1 });
  });

  it('is not used for a reading that would sound otherwise', async () => {
    await client.speculate(request(text));
    const report = await client.read(request(text, { speed: 1.5 })).finished;
    assert.equal(report.cache, 'none');
  });

  it('can be asked for while it is being made', async () => {
    const expected = client.speculate(request(text));
    const report = await client.read(request(text)).finished;
    await expected;
    assert.equal(report.ended, 'end');
    assert.equal(report.words.length, text.split(' ').length);
  });

  it('leaves nothing behind that nobody asked to hear', async () => {
    const scratch = scratchFolder();
    const kept = async () => {
      const caching = engineClient({ cache: { bytes: 50_000_000, folder: scratch.path } });
      await caching.start();
      await caching.speculate(request('Secret.'));
      const { memoryBytes } = (await caching.ask(GetStatus)).cache;
      return { memoryBytes, end: () => caching.dispose() };
    };
    try {
      const expected = await kept();
      await expected.end();
      assert.equal(expected.memoryBytes, 0);
      const again = await kept();
      await again.end();
      assert.equal(again.memoryBytes, 0, 'nor has it come from the disk');
    } finally {
      scratch.remove();
    }
  });

  it('waits while somebody listens', async () => {
    const reading = client.read(request(text));
    await client.speculate(request(other));
    assert.deepEqual(await figures(), { made: 0, used: 0, wasted: 0 });
    await reading.stop();
  });

  it('tells why it cannot be read when it is read, not before', async () => {
    await client.speculate(request(' … '));
    await assert.rejects(client.read(request(' … ')).finished, /nothing/);
  });
});
