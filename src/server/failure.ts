import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AloudError } from '../protocol/errors.js';
import type { ErrorCode } from '../protocol/errors.js';
import { QueueFull } from '../engine/streams.js';

/** What a client is told that asked for something impossible, in the shape that OpenAI's clients know. */
export interface Failure {
  readonly error: { readonly message: string; readonly type: string; readonly code: string };
}

/** What the client did wrong, where that is the reason. */
const clientErrors: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'nothing-to-read': 400,
  'unknown-voice': 400,
  'unknown-model': 400,
  'bad-value': 400,
  busy: 429,
  'model-missing': 503,
};

/** An error that is answered with its status and its message. */
export class ApiError extends HTTPException {
  constructor(
    status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(status, { message });
  }
}

/** The answer to a request that failed. It tells no more than what whoever sent it can do about it. */
export function failure(c: Context, error: Error, log: (message: string) => void): Response {
  const known = asApiError(error);
  if (known) {
    return c.json(failureBody(known.message, known.status, known.code), known.status, known.headers);
  }
  if (error instanceof HTTPException) return error.getResponse();
  log(`A request failed: ${error.stack ?? error.message}`);
  return c.json(failureBody('The speech engine failed: see its log.', 500, 'internal'), 500);
}

export function failureBody(message: string, status: number, code: string): Failure {
  return { error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', code } };
}

function asApiError(error: Error): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof QueueFull) {
    return new ApiError(429, error.code, error.message, { 'Retry-After': String(error.retryAfterSeconds) });
  }
  if (!(error instanceof AloudError)) return undefined;
  const status = clientErrors[error.code];
  return status && new ApiError(status, error.code, error.message);
}
