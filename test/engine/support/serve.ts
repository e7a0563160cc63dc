import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The real `serve` in a process of its own. */
export interface Serving {
  readonly url: string;
  readonly token: string | undefined;
  /** Path of the token file as it was announced. */
  readonly tokenFile: string | undefined;
  /** Sends what `fetch` sends, with the token. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Asks for speech. */
  speak(body: unknown, init?: RequestInit): Promise<Response>;
  stop(): Promise<number | null>;
}

/** Starts `aloud serve` on a free port. */
export async function serve(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), 'serve', '--port', '0', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  const announced = new Promise<RegExpExecArray>((tell, fail) => {
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      const match = /^Listening on (\S+)\.(?: The token is in (.+)\.)?/.exec(line);
      if (match) tell(match);
    });
    child.once('exit', () => {
      fail(new Error(`serve ended: ${said.join('\n')}`));
    });
  });
  const [, url, tokenFile] = await announced;
  const token = tokenFile === undefined ? env.ALOUD_TOKEN : readFileSync(tokenFile, 'utf8');
  const ask = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (token !== undefined && !headers.has('Authorization')) headers.set('Authorization', `Bearer ${token}`);
    return fetch(`${url!}${path}`, { ...init, headers });
  };
  const speak = (body: unknown, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Content-Type', 'application/json');
    return ask('/v1/audio/speech', { method: 'POST', body: JSON.stringify(body), ...init, headers });
  };
  return {
    url: url!,
    token,
    tokenFile,
    ask,
    speak,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
  };
}

/** Samples of 16-bit little-endian PCM, in [-1, 1]. */
export function pcmSamples(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(2 * index) / 32768);
}

/** Samples of a 16-bit WAV stream with the plain 44-byte header, whatever length that claims. */
export function wavStreamSamples(bytes: Buffer): Float32Array {
  return pcmSamples(bytes.subarray(44));
}
