import * as z from 'zod/mini';
import { measurementSchema } from '../../metrics/measurement.js';
import type { EngineStatus, Performance } from '../../protocol/performance.js';
import type { FromPage, LiveUpdate, Overview, ToPage } from './messages.js';
import { pageCommands } from './messages.js';

const { summary } = measurementSchema.shape;

const count = z.int().check(z.nonnegative());
const ms = z.number();

const percentiles = z.object({
  p50: z.nullable(ms),
  p75: z.nullable(ms),
  p95: z.nullable(ms),
  p99: z.nullable(ms),
});

const band = z.enum(['short', 'medium', 'long']);
const bandCache = z.enum(['none', 'memory', 'disk', 'speculated', 'any']);

const performance = z.object({
  readings: count,
  ttfaMs: percentiles,
  bands: z.array(z.object({ band, cache: bandCache, count, ttfaMs: percentiles })),
  targets: z.array(z.object({ band, originMs: z.array(ms), aloudMs: ms })),
  bottleneck: z.nullable(z.object({ stage: summary.shape.bottleneck, share: z.number(), advice: z.string() })),
  rtf: percentiles,
  underruns: count,
}) satisfies z.ZodMiniType<Performance>;

const engineStatus = z.object({
  state: z.enum(['idle', 'reading', 'preparing', 'resting']),
  model: z.string(),
  provider: z.string(),
  providerReason: z.string(),
  threads: count,
  form: z.string(),
  sampleRate: count,
  warmMs: ms,
  uptimeSeconds: z.number(),
  memoryBytes: count,
  peakMemoryBytes: count,
  queue: z.object({ length: count, limit: count }),
  cache: z.object({
    memoryBytes: count,
    diskBytes: count,
    limitBytes: count,
    hits: z.object({ memory: count, disk: count, speculated: count }),
    misses: count,
  }),
  speculation: z.object({ made: count, used: count, wasted: count }),
}) satisfies z.ZodMiniType<EngineStatus>;

const chunk = z.object({ segment: count, audioMs: ms, computeMs: ms, slackMs: ms });

const parts = {
  engine: z.object({ state: z.enum(['stopped', 'starting', 'ready', 'failed']), status: z.nullable(engineStatus) }),
  history: z.object({ performance: z.nullable(performance), measurements: z.array(measurementSchema) }),
  last: z.nullable(z.object({ summary, chunks: z.array(chunk) })),
  benchmark: z.array(summary),
  problem: z.nullable(z.string()),
};

const liveUpdate = z.object({
  known: count,
  reading: z.object({
    id: z.string(),
    state: z.enum(['starting', 'reading', 'paused', 'ended']),
    startMs: z.nullable(ms),
    ttfaMs: z.nullable(ms),
    stagesMs: z.nullable(summary.shape.stagesMs),
    playhead: z.object({ atMs: ms, rate: z.number() }),
    underruns: count,
    sentence: z.nullable(z.object({ number: count, of: z.nullable(count) })),
    chunks: z.array(chunk),
  }),
}) satisfies z.ZodMiniType<LiveUpdate>;

export const overviewSchema = z.object(parts) satisfies z.ZodMiniType<Overview>;

export const toPageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), strings: z.record(z.string(), z.string()) }),
  z.object({
    kind: z.literal('update'),
    overview: z.object({
      engine: z.exactOptional(parts.engine),
      history: z.exactOptional(parts.history),
      last: z.exactOptional(parts.last),
      benchmark: z.exactOptional(parts.benchmark),
      problem: z.exactOptional(parts.problem),
    }),
    live: z.exactOptional(z.nullable(liveUpdate)),
  }),
]) satisfies z.ZodMiniType<ToPage>;

export const fromPageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('command'), command: z.enum(pageCommands) }),
]) satisfies z.ZodMiniType<FromPage>;
