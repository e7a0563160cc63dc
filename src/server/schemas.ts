import * as z from 'zod/mini';
import { measurementSchema } from '../metrics/measurement.js';
import type { Failure } from './failure.js';

/* What the speech API answers. */

const count = z.int().check(z.nonnegative());

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
