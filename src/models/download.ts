import { setTimeout as delay } from 'node:timers/promises';
import { AloudError } from '../protocol/errors.js';
import { networkReason } from './failures.js';
import { PartFile, type Expected } from './partFile.js';

/**
 * As much of `fetch` as is needed. In the editor it is the global one, which VS Code has taught the user's proxy and
 * certificates; elsewhere the one of proxyFetch.ts.
 */
export type Fetch = (
  url: string,
  init: {
    readonly method?: 'POST';
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly redirect?: 'manual';
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

export interface DownloadLimits {
  /** A connection that brings nothing for so long is given up. */
  readonly stallMs: number;
  /** How often a connection that was lost in mid-download is tried anew before anything more has arrived. */
  readonly retries: number;
  readonly retryMs: number;
}

export const defaultLimits: DownloadLimits = { stallMs: 30_000, retries: 3, retryMs: 1_000 };

export interface Download {
  readonly url: string;
  /** Final place of the file. An earlier attempt's `.part` beside it is continued. */
  readonly path: string;
  readonly expected: Expected;
  readonly fetch: Fetch;
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal;
  /** How many bytes of the file are there, those of an earlier attempt included. */
  readonly onBytes: (loaded: number) => void;
}

/**
 * Fetches one file. Killed, cancelled or cut off, it leaves a `.part` from which the next attempt goes on.
 * @throws AloudError `network` or `model-damaged`
 */
export async function download(file: Download): Promise<void> {
  const part = await PartFile.open(file.path, file.expected, true);
  try {
    // What an earlier attempt left may be of another version of the file; then the sum is wrong and we start over, once.
    if (part.bytes > 0) {
      try {
        await complete(file, part);
        return;
      } catch (error) {
        if (!(error instanceof AloudError) || error.code !== 'model-damaged') throw error;
        await part.restart();
      }
    }
    await complete(file, part);
  } catch (error) {
    if (!(error instanceof AloudError) || error.code !== 'model-damaged') throw error;
    await part.restart();
    throw refused(file, somethingElse, error);
  } finally {
    await part.close();
  }
}

async function complete(file: Download, part: PartFile): Promise<void> {
  file.onBytes(part.bytes);
  // A host that cannot be reached at all is reported at once; a connection that broke in mid-download is worth a few tries.
  for (let patience = 0; part.bytes < file.expected.bytes;) {
    const before = part.bytes;
    try {
      for await (const chunk of body(file, part)) {
        await part.write(chunk);
        file.onBytes(part.bytes);
      }
    } catch (error) {
      if (!(error instanceof AloudError) || error.code !== 'network') throw error;
      if (part.bytes > before) patience = file.limits.retries;
      if (patience-- === 0) throw error;
      await delay(file.limits.retryMs, undefined, { signal: file.signal });
    }
  }
  await part.commit();
}

/** What the server sends from where the part ends. Everything that goes wrong with the network comes out as `network`. */
async function* body(file: Download, part: PartFile): AsyncGenerator<Uint8Array> {
  const connection = new AbortController();
  const timer = setTimeout(() => {
    connection.abort();
  }, file.limits.stallMs);
  try {
    const headers: Record<string, string> = { 'accept-encoding': 'identity' };
    if (part.bytes > 0) headers.range = `bytes=${part.bytes}-`;
    const signal = AbortSignal.any([file.signal, connection.signal]);
    const response = await file.fetch(file.url, { headers, signal });
    const from = firstByte(file, response, part);
    if (from !== part.bytes) await part.restart();
    for await (const chunk of response.body ?? []) {
      timer.refresh();
      yield chunk;
    }
    if (part.bytes < file.expected.bytes) throw refused(file, 'the connection ended early');
  } catch (error) {
    file.signal.throwIfAborted();
    if (error instanceof AloudError) throw error;
    if (connection.signal.aborted) throw refused(file, `nothing arrived for ${file.limits.stallMs / 1000} s`, error);
    throw refused(file, networkReason(error), error);
  } finally {
    clearTimeout(timer);
    connection.abort(); // An answer that is not read to its end would keep its socket.
  }
}

/** Which byte of the file the answer starts with. */
function firstByte(file: Download, response: Awaited<ReturnType<Fetch>>, part: PartFile): number {
  const { status, headers } = response;
  if (status === 206) {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
    if (Number(start) === part.bytes && (total === '*' || Number(total) === file.expected.bytes)) return part.bytes;
    throw new AloudError('model-damaged', `The answer to a range of ${file.url} does not fit.`);
  }
  // The server has another, shorter file than the one that was begun.
  if (status === 416) throw new AloudError('model-damaged', `${file.url} has no byte ${part.bytes}.`);
  if (status !== 200) throw refused(file, `it answered with status ${status}`);
  const length = headers.get('content-length');
  // Perhaps the page of a hotel or a proxy: no reason to throw away what has arrived already.
  if (length !== null && Number(length) !== file.expected.bytes) throw refused(file, somethingElse);
  return 0;
}

const somethingElse = 'it sent something else than the file';

function refused(file: Download, why: string, cause?: unknown): AloudError {
  const { host } = new URL(file.url);
  return new AloudError(
    'network',
    `The model could not be downloaded from ${host} (${why}). Check the connection and the proxy settings and try again, or install the model from a folder.`,
    { cause },
  );
}
