import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessorLoad } from '../../src/engine/processorLoad.js';
import { monotonicMs } from '../../src/metrics/clock.js';

describe('The load of the process', () => {
  it('is what it did since it was last asked, told to everybody who asks right after', async () => {
    const load = new ProcessorLoad();
    const endMs = monotonicMs() + 600;
    while (monotonicMs() < endMs);
    const busy = load.cores;
    assert.ok(busy > 0.1, `${busy} cores while it computed`); // on a machine that has more to do
    assert.equal(load.cores, busy);
    await sleep(600);
    assert.ok(load.cores < busy, 'it rested');
  });
});
