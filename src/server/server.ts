import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import { AloudError, messageOf } from '../protocol/errors.js';
import type { ServerOptions } from '../protocol/server.js';
import { speechApp } from './app.js';
import { Prometheus } from './prometheus.js';
import type { SpeechService } from './speechService.js';

/** Nobody who means it needs longer to send headers, or a text. */
const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;
const CHECK_MS = 1_000;
const MOST_CONNECTIONS = 256;
const MOST_HEADER_BYTES = 16 * 1024;

/**
 * Serves the speech API until the process ends.
 * @returns Where it listens.
 * @throws AloudError `port-in-use`, …
 */
export async function serveSpeech(
  options: ServerOptions,
  service: SpeechService,
  log: (message: string) => void,
): Promise<string> {
  const app = speechApp(options, { service, prometheus: new Prometheus(service), log });
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: MOST_HEADER_BYTES,
    },
  }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, options);
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  return `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const code = 'code' in error ? error.code : undefined;
      const reason =
        code === 'EADDRINUSE'
          ? `Port ${port} is in use: choose another one, or end the program that has it.`
          : `The speech API cannot listen on ${host}, port ${port} (${messageOf(error)}): choose another address.`;
      reject(new AloudError('bad-value', reason, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
