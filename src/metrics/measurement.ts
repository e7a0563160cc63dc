import * as z from 'zod/mini';
import type { Measurement } from '../protocol/performance.js';

/* What is written of a reading that has ended, and told of it over HTTP. */

const ms = z.number();

const stagesMs = z.object({
  text: z.nullable(ms),
  phonemize: z.nullable(ms),
  queue: z.nullable(ms),
  acoustic: z.nullable(ms),
  vocoder: z.nullable(ms),
  infer: z.nullable(ms),
  // Older measurements know neither of these.
  server: z._default(z.nullable(ms), null),
  hold: z._default(z.nullable(ms), null),
  output: z.nullable(ms),
});

const stage = z.keyof(stagesMs);
const source = z.enum([
  'selection',
  'document',
  'cursor',
  'comment',
  'comments',
  'clipboard',
  'preview',
  'benchmark',
  'text',
  'file',
  'http',
]);

const readingSummary = z.object({
  id: z.string(),
  startMs: z.nullable(ms),
  cold: z.boolean(),
  source,
  characters: z.int(),
  model: z.string(),
  voice: z.string(),
  speed: z.number(),
  provider: z.string(),
  output: z.string(),
  cache: z.enum(['none', 'memory', 'disk', 'speculated']),
  ttfaMs: z.nullable(ms),
  stagesMs,
  audioMs: ms,
  computeMs: ms,
  rtf: z.nullable(z.number()),
  underruns: z.int(),
  loudnessLufs: z.nullable(z.number()),
  truePeakDbtp: z.nullable(z.number()),
  ended: z.enum(['end', 'stopped', 'replaced', 'limit', 'error']),
  bottleneck: z.union([stage, z.enum(['start', 'none'])]),
  restarts: z.int(),
});

export const measurementSchema = z.object({
  finishedAt: z.iso.datetime(),
  summary: readingSummary,
}) satisfies z.ZodMiniType<Measurement>;
