import * as z from 'zod/mini';
import { measurementSchema } from '../../metrics/measurement.js';
import { performanceSchema, statusSchema } from '../../metrics/performanceSchemas.js';
import type { FromPage, LiveUpdate, Overview, ToPage } from './messages.js';
import { pageCommands } from './messages.js';

const { summary } = measurementSchema.shape;

const count = z.int().check(z.nonnegative());
const ms = z.number();

const chunk = z.object({ segment: count, audioMs: ms, computeMs: ms, slackMs: ms });

const parts = {
  engine: z.object({ state: z.enum(['stopped', 'starting', 'ready', 'failed']), status: z.nullable(statusSchema) }),
  history: z.object({ performance: z.nullable(performanceSchema), measurements: z.array(measurementSchema) }),
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
    speed: z.number(),
    isHeard: z.boolean(),
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
