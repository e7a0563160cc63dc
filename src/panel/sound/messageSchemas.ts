import * as z from 'zod/mini';
import type { FromSoundPage, ToSoundPage } from './messages.js';

const output = z.int().check(z.nonnegative());
const count = z.int().check(z.nonnegative());
const progress = z.object({
  handed: count,
  heard: count,
  clockMs: z.number(),
  playing: z.boolean(),
  dry: z.boolean(),
  gaps: count,
});

export const toSoundPageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), output, sampleRate: z.int().check(z.gte(8000), z.lte(96_000)) }),
  z.object({ type: z.literal('write'), output, samples: z.instanceof(Float32Array) }),
  z.object({ type: z.literal('end'), output }),
  z.object({ type: z.literal('close'), output }),
  z.object({ type: z.literal('silence') }),
  z.object({ type: z.literal('ping'), sentMs: z.number() }),
]) satisfies z.ZodMiniType<ToSoundPage>;

export const fromSoundPageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), output }),
  z.object({ type: z.literal('failed'), output, message: z.string() }),
  z.object({ type: z.literal('progress'), output, progress }),
  z.object({ type: z.literal('closed'), output, progress }),
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('pong'), sentMs: z.number(), pageMs: z.number() }),
  z.object({ type: z.literal('blocked'), isBlocked: z.boolean() }),
]) satisfies z.ZodMiniType<FromSoundPage>;
