import type { Context } from 'hono';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { monotonicMs } from '../metrics/clock.js';
import { AloudError } from '../protocol/errors.js';
import { bodyWithin } from './body.js';
import { encoderOf } from './encoder.js';
import { ApiError } from './failure.js';
import { PcmStream } from './pcmStream.js';
import { MOST_BODY_BYTES, parseSpeechRequest, readingRequest } from './speechRequest.js';
import type { SpeechService } from './speechService.js';

/** Answers `POST /v1/audio/speech` with the samples as they are made, once the first of them are there. */
export async function speak(c: Context, service: SpeechService): Promise<Response> {
  const acceptedAtMs = monotonicMs();
  const request = parseSpeechRequest(await jsonBody(c));
  const encoder = encoderOf(request.response_format);
  const pcm = new PcmStream();

  const reading = readingRequest(request, service.status().model, acceptedAtMs);
  const { sampleRate, stop } = await service.stream(reading, pcm, (event) => {
    if (event.kind === 'ended') pcm.finish(event.error && new AloudError(event.error.code, event.error.message));
  });
  pcm.bytes.once('close', () => void stop());
  const { signal } = c.req.raw;
  const abandon = () => {
    pcm.break(new AloudError('cancelled', 'The client went away.'));
  };
  if (signal.aborted) abandon();
  signal.addEventListener('abort', abandon, { once: true });

  await pcm.begun;
  const bytes = Readable.toWeb(encoder.encode(pcm.bytes, sampleRate)) as ReadableStream<Uint8Array>;
  return c.body(bytes, 200, { 'Content-Type': encoder.contentType });
}

async function jsonBody(c: Context): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header('Content-Type') ?? '')) {
    throw new ApiError(415, 'not-json', 'Send the request as JSON, with "Content-Type: application/json".');
  }
  try {
    return JSON.parse(await bodyWithin(c, MOST_BODY_BYTES));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(400, 'not-json', 'The body is not valid JSON.');
  }
}
