import assert from 'node:assert/strict';
import { eventually } from '../../harness/eventually.js';
import { serve, type Serving } from '../support/serve.js';
import { speechLoad } from '../support/speechLoad.js';

describe('the speech API under load', () => {
  let serving: Serving;

  before(async () => {
    serving = await serve();
  });

  after(() => serving.stop());

  it('serves 60 requests of 32 clients, every finished stream whole', async function () {
    this.timeout(600_000);
    const speak = (body: object, signal: AbortSignal) => serving.speak(body, { signal });
    const { finished, cancelled, retried, faults } = await speechLoad({ requests: 60, clients: 32, speak });
    assert.deepEqual(faults, []);
    assert.equal(cancelled, 20);
    assert.equal(finished, 40);
    assert.ok(retried > 0, 'the queue was never full');
    await eventually('the last cancelled reading to end', async () => {
      const status = (await (await serving.ask('/status')).json()) as { queue: { length: number } };
      return status.queue.length === 0;
    });
  });
});
