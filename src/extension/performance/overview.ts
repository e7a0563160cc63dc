import { measurementSchema } from '../../metrics/measurement.js';
import type { Overview } from '../../panel/performance/messages.js';
import { GetMeasurements, GetPerformance, GetStatus } from '../../protocol/performance.js';
import type { ReadingSummary } from '../../protocol/reading.js';
import type { Reader } from '../reader.js';

/** As many of the last readings are shown one by one. */
const SHOWN = 200;
/** Drops the rows of a report. */
const summarySchema = measurementSchema.shape.summary;

/** What the engine is, as far as that is known without starting one. */
export async function engineOverview(reader: Reader): Promise<Pick<Overview, 'engine' | 'problem'>> {
  const status = await reader.ask(GetStatus).catch(() => undefined); // it may be ending
  return {
    engine: { state: await reader.engineState(), status: status ?? null },
    problem: reader.problem?.message ?? null,
  };
}

/** What was measured so far. */
export async function readingsOverview(
  reader: Reader,
  benchmark: readonly ReadingSummary[],
): Promise<Pick<Overview, 'history' | 'last' | 'benchmark'>> {
  const [performance, measurements] = await Promise.all([
    reader.ask(GetPerformance).catch(() => undefined),
    reader.ask(GetMeasurements).catch(() => undefined),
  ]);
  const { lastReport } = reader;
  return {
    history: { performance: performance ?? null, measurements: measurements?.slice(0, SHOWN) ?? [] },
    last: lastReport ? { summary: summarySchema.parse(lastReport), chunks: lastReport.chunks } : null,
    benchmark,
  };
}
