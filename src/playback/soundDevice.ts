import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';

/** A sound server on this machine answers at once, and one elsewhere is taken on trust. */
const CONNECT_MS = 250;

/**
 * Whether this machine has something to play on. Asked before any output is opened, because the native addon plays into
 * nothing where there is no device. macOS and Windows are taken to have one.
 */
export async function hasSoundDevice(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return hasAlsaDevice() || (await hasPulseServer(env));
}

function hasAlsaDevice(): boolean {
  try {
    return readdirSync('/dev/snd').some((name) => /^pcm.*p$/.test(name));
  } catch {
    return false;
  }
}

async function hasPulseServer(env: NodeJS.ProcessEnv): Promise<boolean> {
  const servers = (env.PULSE_SERVER ?? '').split(' ').filter((server) => server !== '');
  const sockets = servers.map((server) => server.replace(/^\{[^}]*\}/, '')).map(socketOf);
  if (sockets.includes(undefined)) return true; // over the network
  if (servers.length === 0) sockets.push(...defaultSockets(env));
  for (const socket of sockets) if (socket !== undefined && existsSync(socket) && (await accepts(socket))) return true;
  return false;
}

/** The UNIX socket that a server address names. */
function socketOf(server: string): string | undefined {
  if (server.startsWith('unix:')) return server.slice('unix:'.length);
  return server.startsWith('/') ? server : undefined;
}

function defaultSockets(env: NodeJS.ProcessEnv): string[] {
  const folders = [
    env.PULSE_RUNTIME_PATH,
    env.XDG_RUNTIME_DIR && path.join(env.XDG_RUNTIME_DIR, 'pulse'),
    `/run/user/${process.getuid?.() ?? 0}/pulse`,
    '/run/pulse',
  ];
  return folders
    .filter((folder) => folder !== undefined && folder !== '')
    .map((folder) => path.join(folder!, 'native'));
}

/** A server that died leaves its socket behind. */
function accepts(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(CONNECT_MS, () => {
      setImmediate(settle, false); // where this thread was busy meanwhile, the answer is there and comes first
    });
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
  });
}
