import * as z from 'zod/mini';
import { measurementSchema } from '../metrics/measurement.js';
import type { EngineStatus, Performance } from '../protocol/performance.js';
import type { Failure } from './failure.js';

/* What the speech API answers. */

const count = z.int().check(z.nonnegative());
const ms = z.number();
const bytes = count;
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
  bands: z.array(
    z.object({
      band,
      cache: z.enum(['any', 'none', 'memory', 'disk', 'speculated']),
      count,
      ttfaMs: percentiles,
    }),
  ),
  targets: z.array(z.object({ band, originMs: z.array(ms), aloudMs: ms })),
  bottleneck: z.nullable(
    z.object({
      stage: z.enum(['start', 'text', 'phonemize', 'queue', 'acoustic', 'vocoder', 'infer', 'output', 'none']),
      share,
      advice: z.string(),
    }),
  ),
  rtf: percentiles,
  underruns: count,
}) satisfies z.ZodMiniType<Performance>;

export const measurementsSchema = z.object({ measurements: z.array(measurementSchema) });

export const healthSchema = z.object({ status: z.literal('ok') });

export const voicesSchema = z.object({
  voices: z.array(
    z.object({ id: z.string(), name: z.string(), language: z.string(), gender: z.enum(['female', 'male']) }),
  ),
});

export const modelsSchema = z.object({
  object: z.literal('list'),
  data: z.array(z.object({ id: z.string(), object: z.literal('model'), created: count, owned_by: z.string() })),
});

export const failureSchema = z.object({
  error: z.object({ message: z.string(), type: z.string(), code: z.string() }),
}) satisfies z.ZodMiniType<Failure>;
