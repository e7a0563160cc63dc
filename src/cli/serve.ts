import type { Command } from 'commander';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { EngineClient } from '../client/engineClient.js';
import { AloudError } from '../protocol/errors.js';
import { issueToken, tokenPath } from '../server/token.js';
import { engineClient } from './engine.js';
import { integerWithin } from './numbers.js';

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly allowHost: readonly string[];
  readonly tokenFile?: string;
  readonly token: boolean;
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
    .option('--model <model>', 'model', 'auto')
    .action(serve);
}

async function serve({ host, port, allowHost: allowedHosts, tokenFile, token: asks, model }: ServeOptions) {
  const file = asks && !process.env.ALOUD_TOKEN ? resolve(tokenFile ?? tokenPath(port)) : undefined;
  const token = file === undefined ? asks && process.env.ALOUD_TOKEN : await issueToken(file);
  const server = { host, port, allowedHosts, ...(token && { token }) };
  const client = engineClient({ model, server, cache: true, prepare: true, idleMinutes: IDLE_MINUTES });
  const interrupted = new Promise((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  try {
    const url = await start(client);
    console.error(`Listening on ${url}. ${whoMaySpeak(host, token, file)}`);
    const watching = client.onDidChangeState((state) => {
      if (state === 'stopped') void restart(client);
    });
    await interrupted;
    watching.dispose();
  } finally {
    await client.dispose();
    if (file !== undefined) await rm(file, { force: true });
  }
}

async function start(client: EngineClient): Promise<string> {
  const { server } = await client.start();
  if (server && 'url' in server) return server.url;
  throw new AloudError('internal', server?.problem ?? 'The speech API was not started.');
}

/** An engine that died is replaced at once: nobody else would ask for it. */
async function restart(client: EngineClient): Promise<void> {
  try {
    console.error(`Listening on ${await start(client)} again.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.kill(process.pid, 'SIGTERM');
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
