/**
 * The machine's monotonic clock in milliseconds. Unlike `performance.now()` it has one origin for all processes, so
 * that a time taken in the extension host can be compared with one taken in the engine.
 */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
