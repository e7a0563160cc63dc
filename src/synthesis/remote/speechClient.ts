import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, networkReason } from '../../models/failures.js';
import { proxyFetch } from '../../models/proxyFetch.js';
import type { Fetch } from '../../models/download.js';
import type { SpeechServerOptions } from '../../protocol/engine.js';
import { refusal, retryAfterMs, saidIn, ServerFailure } from './serverFailure.js';
import { isLoopback, speechUrl } from './serverUrl.js';
import { NotPlayable, WavDecoder } from './wavDecoder.js';
import type { WavFormat } from './wavDecoder.js';

export interface ClientLimits {
  /** The beginning of an answer may take so long. */
  readonly headersMs: number;
  /** And then whatever comes next. */
  readonly betweenMs: number;
  /** A server that is busy is not waited for any longer before it is asked again. */
  readonly retryMs: number;
}

const defaultLimits: ClientLimits = { headersMs: 5_000, betweenMs: 10_000, retryMs: 3_000 };

/** A sentence is asked for so often, where the server says that it is busy or lost the connection. */
const MOST_TRIES = 3;
/** A server that is busy and does not say for how long. */
const BUSY_MS = 1_000;
/** An answer that tells what went wrong is read no further. */
const MOST_PROBLEM_BYTES = 16_384;
/** The connection was lost, as happens where one replica takes over from another. */
const LOST = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

/** What a server is to say. */
export interface Utterance {
  readonly model: string;
  readonly input: string;
  readonly voice: string;
  readonly speed: number;
}

/** Samples that have arrived, mono float32 in [-1, 1]. */
export interface SpokenChunk extends WavFormat {
  readonly chunk: Float32Array<ArrayBuffer>;
}

/** Has a server speak that takes OpenAI's requests. */
export class SpeechClient {
  /** Name and port of the server, for people. */
  readonly host: string;
  private readonly url: URL;
  private readonly fetch: Fetch;

  /** @throws AloudError `bad-value` */
  constructor(
    private readonly server: SpeechServerOptions,
    private readonly limits = defaultLimits,
  ) {
    this.url = speechUrl(server.url);
    this.host = this.url.host;
    this.fetch = proxyFetch(isLoopback(this.url) ? 'none' : server.proxy);
  }

  /**
   * What it says, as it arrives. Nothing is asked before the first chunk is.
   * @throws ServerFailure; whatever `signal` was aborted with
   */
  async *speak(utterance: Utterance, signal: AbortSignal): AsyncGenerator<SpokenChunk, void> {
    for (let attempt = 1; ; attempt++) {
      let isSpeaking = false;
      try {
        for await (const chunk of this.answer(utterance, signal)) {
          isSpeaking = true;
          yield chunk;
        }
        return;
      } catch (error) {
        const retryMs = error instanceof ServerFailure && !isSpeaking ? error.retryMs : undefined;
        if (retryMs === undefined || retryMs > this.limits.retryMs || attempt === MOST_TRIES) throw error;
        await sleep(retryMs, undefined, { signal });
      }
    }
  }

  private async *answer(utterance: Utterance, signal: AbortSignal): AsyncGenerator<SpokenChunk> {
    const connection = new AbortController();
    const decoder = new WavDecoder();
    let limitMs = this.limits.headersMs;
    const giveUp = () => {
      connection.abort();
    };
    let timer = setTimeout(giveUp, limitMs);
    try {
      const response = await this.ask(utterance, AbortSignal.any([signal, connection.signal]));
      limitMs = this.limits.betweenMs;
      for await (const bytes of response.body ?? []) {
        clearTimeout(timer); // whoever plays may take their time
        const chunk = decoder.push(bytes);
        if (chunk.length > 0 && decoder.format) yield { chunk, ...decoder.format };
        else if (decoder.isComplete) break; // what follows may never end
        timer = setTimeout(giveUp, limitMs);
      }
      decoder.end();
    } catch (error) {
      signal.throwIfAborted();
      throw this.failure(error, connection.signal.aborted ? limitMs : undefined);
    } finally {
      clearTimeout(timer);
      connection.abort(); // An answer that is not read to its end would keep its socket.
    }
  }

  /** The answer, once it has begun. */
  private async ask(utterance: Utterance, signal: AbortSignal): ReturnType<Fetch> {
    const { key } = this.server;
    const response = await this.fetch(this.url.href, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'audio/wav',
        ...(key && { Authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ ...utterance, response_format: 'wav', stream: true }),
      redirect: 'manual', // text and key go where the user said, and nowhere else
      signal,
    });
    const { status, headers } = response;
    if (status === 200) return response;
    const said = saidIn(await beginningOf(response), key);
    const isBusy = status === 429 || status === 503;
    const retryMs = isBusy ? (retryAfterMs(headers.get('Retry-After'), Date.now()) ?? BUSY_MS) : undefined;
    throw new ServerFailure(refusal(this.host, status, said), retryMs);
  }

  /** @param silentMs Nothing came for so long. */
  private failure(error: unknown, silentMs: number | undefined): ServerFailure {
    if (error instanceof ServerFailure) return error;
    const server = `The speech server ${this.host}`;
    const options = { cause: error };
    if (error instanceof NotPlayable) {
      const message = `${server} sent what cannot be played, as ${error.message}: check "aloud.engine.url".`;
      return new ServerFailure(message, undefined, options);
    }
    if (silentMs !== undefined) {
      const message = `${server} does not answer (nothing came for ${silentMs / 1000} s): check that it runs and is not overloaded.`;
      return new ServerFailure(message, undefined, options);
    }
    const message = `${server} cannot be reached (${networkReason(error)}): check that it runs, the network and "aloud.engine.url".`;
    return new ServerFailure(message, LOST.includes(codeOf(error) ?? '') ? 0 : undefined, options);
  }
}

async function beginningOf({ body }: Awaited<ReturnType<Fetch>>): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= MOST_PROBLEM_BYTES) break;
  }
  return Buffer.concat(parts).toString('utf8');
}
