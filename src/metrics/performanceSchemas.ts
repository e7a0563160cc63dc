import * as z from 'zod/mini';
import type { EngineStatus, Performance } from '../protocol/performance.js';
import { measurementSchema } from './measurement.js';

/* What the engine tells of itself and of its readings, to the panel and over HTTP. */

const { bottleneck, cache } = measurementSchema.shape.summary.shape;
const count = z.int().check(z.nonnegative());
const bytes = count;
const ms = z.number();
const share = z.number().check(z.gte(0), z.lte(1));
const percentiles = z.object({ p50: z.nullable(ms), p75: z.nullable(ms), p95: z.nullable(ms), p99: z.nullable(ms) });
const band = z.enum(['short', 'medium', 'long']);

export const statusSchema = z.object({
  state: z.enum(['idle', 'reading', 'preparing', 'resting']),
  model: z.string(),
  provider: z.string(),
  providerReason: z.string(),
  threads: count,
  form: z.string(),
  sampleRate: count,
  warmMs: ms,
  uptimeSeconds: z.number(),
  memoryBytes: bytes,
  peakMemoryBytes: bytes,
  busyCores: z.number().check(z.nonnegative()),
  machine: z.object({ processor: z.string(), cores: count, memoryBytes: bytes }),
  queue: z.object({ length: count, limit: count }),
  cache: z.object({
    memoryBytes: bytes,
    diskBytes: bytes,
    limitBytes: bytes,
    hits: z.object({ memory: count, disk: count, speculated: count }),
    misses: count,
  }),
  speculation: z.object({ made: count, used: count, wasted: count }),
}) satisfies z.ZodMiniType<EngineStatus>;

export const performanceSchema = z.object({
  readings: count,
  ttfaMs: percentiles,
  bands: z.array(z.object({ band, cache: z.enum(['any', ...cache.options]), count, ttfaMs: percentiles })),
  targets: z.array(z.object({ band, originMs: z.array(ms), aloudMs: ms })),
  bottleneck: z.nullable(z.object({ stage: bottleneck, share, advice: z.string() })),
  rtf: percentiles,
  underruns: count,
}) satisfies z.ZodMiniType<Performance>;
