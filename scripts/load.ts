// Asks a server of ours for much speech at once: npm run load [-- --requests 1000 --clients 32]
import { parseArgs } from 'node:util';
import { serve } from '../test/engine/support/serve.js';
import { speechLoad } from '../test/engine/support/speechLoad.js';
import { main } from './support/main.js';

/** After so many requests everything is loaded that ever will be; memory is compared with what it was then. */
const WARM_AFTER = 0.1;

main(async () => {
  const { values } = parseArgs({
    options: { requests: { type: 'string', default: '1000' }, clients: { type: 'string', default: '32' } },
  });
  const [requests, clients] = [Number(values.requests), Number(values.clients)];
  const serving = await serve();
  try {
    const figures = async () => {
      const text = await (await serving.ask('/metrics')).text();
      const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
      return {
        memoryMb: Math.round(figure('process_resident_memory_bytes') / 1e6),
        handles: figure('nodejs_active_resources_total'),
        files: figure('process_open_fds'),
      };
    };
    const rows: unknown[] = [];
    let counting: Promise<unknown> = Promise.resolve();
    const every = Math.max(1, Math.round(requests * WARM_AFTER));
    const startedAt = performance.now();
    const outcome = await speechLoad({
      requests,
      clients,
      speak: (body, signal) => serving.speak(body, { signal }),
      onProgress: (done) => {
        if (done % every === 0) counting = counting.then(async () => rows.push({ done, ...(await figures()) }));
      },
    });
    await counting;
    rows.push({ done: 'at rest', ...(await figures()) });
    console.table(rows);
    const { finished, cancelled, retried, faults } = outcome;
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`${finished} finished, ${cancelled} left, ${retried} times told to come again, in ${seconds} s.`);
    for (const fault of faults) console.log(fault);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await serving.stop();
  }
});
