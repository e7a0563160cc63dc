import type { Command } from 'commander';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { EngineClient } from '../client/engineClient.js';
import { AloudError } from '../protocol/errors.js';
import { checkTokenPlace, newToken, tokenPath, writeToken } from '../server/token.js';
import { engineClient } from './engine.js';
import { integerWithin } from './numbers.js';

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly allowHost: readonly string[];
  readonly tokenFile?: string;
  readonly token: boolean;
  readonly rateLimit: number;
  readonly model: string;
}

/** Sessions are let go after so long without a request; the next one loads them again. */
const IDLE_MINUTES = 15;

/** Adds `serve`: the speech API, until it is interrupted. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve speech over HTTP, in the way of OpenAI')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on', integerWithin(0, 65_535), 8000)
    .option('--allow-host <name>', 'a name by which clients call this machine; may be repeated', collect, [])
    .option('--token-file <file>', 'write the token of this launch to this file')
    .option('--no-token', 'let everyone speak who can reach the port')
    .option(
      '--rate-limit <requests>',
      'how often one address may ask for speech in ten seconds; behind a load balancer all share one',
      integerWithin(1, 1_000_000),
      100,
    )
    .option('--model <model>', 'model', 'auto')
    .action(serve);
}

async function serve(options: ServeOptions) {
  const { host, port, allowHost: allowedHosts, tokenFile, token: asks, rateLimit, model } = options;
  const file = asks && !process.env.ALOUD_TOKEN ? resolve(tokenFile ?? tokenPath(port)) : undefined;
  if (file !== undefined && tokenFile !== undefined) await checkTokenPlace(file);
  const token = file === undefined ? asks && process.env.ALOUD_TOKEN : newToken();
  const server = { host, port, allowedHosts, rateLimit, ...(token && { token }) };
  const client = engineClient({ model, server, cache: true, prepare: true, idleMinutes: IDLE_MINUTES });
  try {
    const url = await start(client);
    // Not before the port is ours: another server's token may lie there.
    if (file !== undefined) await writeToken(file, token as string);
    console.error(`Listening on ${url}. ${whoMaySpeak(host, token, file)}`);
    try {
      await interruption(client);
    } finally {
      if (file !== undefined) await rm(file, { force: true });
    }
  } finally {
    await client.dispose();
  }
}

async function start(client: EngineClient): Promise<string> {
  const { server } = await client.start();
  if (server && 'url' in server) return server.url;
  throw new AloudError('internal', server?.problem ?? 'The speech API was not started.');
}

/**
 * Resolves when the user ends the server. An engine that died is replaced at once: nobody else would ask for it.
 * @throws AloudError when that is in vain
 */
async function interruption(client: EngineClient): Promise<void> {
  // Node ends a process that waits for nothing but signals.
  const alive = setInterval(() => undefined, 60_000);
  let watching: { dispose(): void } | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      process.once('SIGINT', resolve).once('SIGTERM', resolve);
      watching = client.onDidChangeState((state, detail) => {
        if (state === 'failed') reject(new AloudError('engine-failed', detail ?? 'The speech engine failed.'));
        if (state === 'stopped') {
          start(client).then((url) => {
            console.error(`Listening on ${url} again.`);
          }, reject);
        }
      });
    });
  } finally {
    watching?.dispose();
    clearInterval(alive);
  }
}

function whoMaySpeak(host: string, token: string | false | undefined, file: string | undefined): string {
  if (file !== undefined) return `The token is in ${file}.`;
  if (token) return 'The token is that of ALOUD_TOKEN.';
  const isLoopback = ['127.0.0.1', 'localhost', '::1'].includes(host);
  return isLoopback ? 'Everyone on this machine may speak.' : 'Everyone who reaches this address may speak.';
}

function collect(name: string, names: readonly string[]): string[] {
  return [...names, name];
}
