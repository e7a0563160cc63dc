import type { Context } from 'hono';
import { ApiError } from './failure.js';

/**
 * The body as text, kept only as far as it is allowed to go. hono's own limit makes a new Request where no length was
 * announced, which fails while the global one is left as it is.
 * @throws ApiError 400, 413
 */
export async function bodyWithin(c: Context, mostBytes: number): Promise<string> {
  if (Number(c.req.header('Content-Length') ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // To cancel it would close the connection before the answer is sent.
  const body = c.req.raw.body as ReadableStream<Uint8Array> | null;
  for await (const part of body?.values({ preventCancel: true }) ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    parts.push(part);
  }
  if (bytes === 0) throw new ApiError(400, 'not-json', 'There is no body: send JSON with the text as "input".');
  return new TextDecoder().decode(Buffer.concat(parts));
}

function tooLarge(mostBytes: number): ApiError {
  return new ApiError(413, 'too-large', `The body is larger than ${mostBytes} bytes: send the text in parts.`);
}
