import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { toPcm16, wavHeader } from '../../../src/playback/pcm16.js';

/** What was asked of a server. */
export interface AskedOfServer {
  readonly headers: IncomingMessage['headers'];
  readonly url: string;
  readonly body: { readonly input: string; readonly voice: string; readonly model: string; readonly speed: number };
}

/** A speech server that behaves as a test wants it to. */
export interface BadServer {
  readonly url: string;
  readonly asked: readonly AskedOfServer[];
  close(): Promise<void>;
}

export async function badServer(
  answer: (response: ServerResponse, asked: AskedOfServer, count: number) => unknown,
): Promise<BadServer> {
  const asked: AskedOfServer[] = [];
  const listener: RequestListener = (request, response) => {
    void text(request).then((body) => {
      const one = { headers: request.headers, url: request.url ?? '', body: JSON.parse(body) as AskedOfServer['body'] };
      asked.push(one);
      return answer(response, one, asked.length);
    });
  };
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A tone of so many milliseconds as a WAV file. */
export function toneWav(ms: number, rate = 24_000): Buffer {
  const samples = Float32Array.from(
    { length: (ms * rate) / 1000 },
    (_, i) => 0.3 * Math.sin((440 * 2 * Math.PI * i) / rate),
  );
  return Buffer.concat([wavHeader(rate, samples.length), toPcm16(samples)]);
}
