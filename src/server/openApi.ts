import * as z from 'zod/mini';
import { performanceSchema, statusSchema } from '../metrics/performanceSchemas.js';
import { failureSchema, healthSchema, measurementsSchema, modelsSchema, voicesSchema } from './schemas.js';
import { FORMATS, speechRequestSchema } from './speechRequest.js';

/** JSON Schema, as far as anybody looks into it here. */
type Schema = Readonly<Record<string, unknown>>;

interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodMiniType;
  /** What is answered when all is well: the schema of JSON, or the types of something else. */
  readonly answer: z.ZodMiniType | readonly string[];
  /** The statuses of refusals, besides those that every request may meet. */
  readonly refusals?: readonly number[];
  /** Nobody has to show the token. */
  readonly open?: true;
}

const refusalTexts: Readonly<Record<number, string>> = {
  400: 'What was asked for is not possible; the message says what is.',
  401: 'The token is missing or wrong.',
  403: 'The Host or the Origin of the request is not allowed.',
  413: 'The body or the text is too long.',
  415: 'The body is not JSON.',
  429: 'The queue is full, or there were too many requests: try again after Retry-After seconds.',
};

/** Every route of the speech API. */
export const operations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/audio/speech',
    summary: 'Speaks a text. The audio is streamed while it is made.',
    body: speechRequestSchema,
    answer: ['audio/wav', 'audio/pcm', 'audio/mpeg', 'audio/ogg', 'audio/aac', 'audio/flac'],
    refusals: [413, 415, 429],
  },
  { method: 'get', path: '/v1/audio/voices', summary: 'The voices of the loaded model.', answer: voicesSchema },
  { method: 'get', path: '/v1/models', summary: 'The loaded model.', answer: modelsSchema },
  { method: 'get', path: '/health', summary: 'Whether the engine answers.', answer: healthSchema, open: true },
  { method: 'get', path: '/status', summary: 'What the engine is at the moment.', answer: statusSchema },
  {
    method: 'get',
    path: '/ttfa-performance',
    summary: 'Time to first audio of past readings: percentiles, targets, bottleneck.',
    answer: performanceSchema,
  },
  {
    method: 'get',
    path: '/ttfa-measurements',
    summary: 'The last readings with their stages, newest first.',
    answer: measurementsSchema,
  },
  { method: 'get', path: '/metrics', summary: 'The same for Prometheus.', answer: ['text/plain'] },
  { method: 'get', path: '/openapi.json', summary: 'This document.', answer: z.looseObject({ openapi: z.string() }) },
];

/** The OpenAPI document, made from the schemas that requests are checked by and answers are typed with. */
export function openApiDocument(): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Aloud',
      version: '1',
      description: `Speech in the formats ${FORMATS.join(', ')}; all but the first two need ffmpeg on the server.`,
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Failure: jsonSchema(failureSchema, 'output') },
    },
  };
}

function describe({ summary, body, answer, refusals = [], open }: Operation): Schema {
  const content = isSchema(answer)
    ? { 'application/json': { schema: jsonSchema(answer, 'output') } }
    : Object.fromEntries(answer.map((type) => [type, {}]));
  const statuses = [...new Set([...refusals, 403, ...(open ? [] : [400, 401])])].sort();
  const refused = statuses.map((status) => [
    status,
    {
      description: refusalTexts[status],
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
    },
  ]);
  return {
    summary,
    ...(open && { security: [] }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    }),
    responses: { 200: { description: 'As asked.', content }, ...Object.fromEntries(refused) },
  };
}

function isSchema(answer: Operation['answer']): answer is z.ZodMiniType {
  return !Array.isArray(answer);
}

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Schema {
  return z.toJSONSchema(schema, { io });
}
