/* Stands in for the workshop: does to each provider what a driver may do. */

interface Job {
  readonly params: { readonly provider: string; readonly threads: number; readonly graph: string };
}

const good = { firstMs: 100, ms: 900, audioMs: 6_000, distanceDb: 0.5 };

/** What each provider does; `cpu` gets faster with every thread up to two, but slower beside others. */
function act({ params: { provider, threads, graph } }: Job): void {
  const busy = graph === 'busy';
  const done = (result: object) => process.send?.({ kind: 'done', result: JSON.stringify({ busy, ...result }) });
  switch (provider) {
    case 'crashing':
      process.kill(process.pid, 'SIGSEGV');
      break;
    case 'leaving':
      process.exitCode = 3;
      process.disconnect();
      break;
    case 'hanging':
      // As in a driver: the event loop stands still.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      break;
    case 'wrong':
      done({ ...good, ms: 1, distanceDb: 9 });
      break;
    case 'silent':
      done({ ...good, ms: 1, distanceDb: null });
      break;
    case 'babbling':
      process.send?.({ kind: 'done', result: 'no JSON' });
      break;
    case 'absent':
      process.send?.({ kind: 'failed', code: 'internal', message: 'Failed to get an adapter.\nsecond line' });
      break;
    case 'fast':
      done({ ...good, ms: 300 });
      break;
    default:
      done({ ...good, ms: busy ? 900 * threads : 900 / Math.min(threads, 2) + threads });
  }
}

process.once('message', (job) => {
  act(job as Job);
});
