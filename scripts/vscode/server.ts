import { execa } from 'execa';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface ServerOptions {
  /** VS Code's folder, from installVsCode. */
  readonly vscode: string;
  /** Where the server keeps settings, state and logs. */
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  /** File with the secret that a window must present; without it any program on the machine may connect. */
  readonly connectionTokenFile?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface VsCodeServer {
  readonly port: number;
  /** Everything that the server and its extension hosts have written. */
  readonly log: () => string;
  /** Resolves when the server has ended, by itself or because it was stopped. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What a window shows when it opens. Paths are absolute. */
export interface WindowContent {
  readonly folder: string;
  readonly openFile?: string;
  /** Loads the extension from its sources' folder, instead of an installed one. */
  readonly extensionDevelopmentPath?: string;
  /** A module with run(), which the extension host calls; its end ends the window. */
  readonly extensionTestsPath?: string;
}

/** Starts VS Code's server on a free port of the loopback interface; resolves when it takes connections. */
export async function startVsCode(options: ServerOptions): Promise<VsCodeServer> {
  const token = options.connectionTokenFile;
  const server = execa(
    process.execPath,
    [
      serverProgram(options.vscode),
      ...['--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms', '--telemetry-level', 'off'],
      ...(token ? ['--connection-token-file', token] : ['--without-connection-token']),
      ...folders(options),
    ],
    { stdin: 'ignore', all: true, reject: false, ...(options.env && { env: options.env, extendEnv: false }) },
  );
  let log = '';
  const port = await new Promise<number>((resolve, reject) => {
    server.all.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      const listening = /listening on (\d+)/.exec(log);
      if (listening) resolve(Number(listening[1]));
    });
    server.once('exit', () => {
      reject(new Error(`VS Code's server ended before it took connections:\n${log}`));
    });
  });
  const ended = server.then(() => undefined);
  return {
    port,
    ended,
    log: () => log,
    stop: () => {
      server.kill();
      return ended;
    },
  };
}

/** Installs a VSIX as a user would from the command line. */
export async function installExtension(vsix: string, options: ServerOptions): Promise<void> {
  await execa(process.execPath, [serverProgram(options.vscode), '--install-extension', vsix, ...folders(options)], {
    stdin: 'ignore',
    ...(options.env && { env: options.env, extendEnv: false }),
  });
}

/**
 * Writes settings for windows that open from now on: the user's, or those of the server's machine, which are the only
 * place for settings of that scope.
 */
export async function writeServerSettings(
  dataFolder: string,
  scope: SettingsScope,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = settingsFile(dataFolder, scope);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, null, 2));
}

export type SettingsScope = 'User' | 'Machine';

export function settingsFile(dataFolder: string, scope: SettingsScope): string {
  return join(dataFolder, 'data', scope, 'settings.json');
}

/** The address of a window of the server. */
export function windowAddress(port: number, content: WindowContent, connectionToken?: string): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const { folder, ...files } = content;
  const address = new URL(`http://127.0.0.1:${port}/`);
  if (connectionToken) address.searchParams.set('tkn', connectionToken);
  address.searchParams.set('folder', folder);
  const payload = Object.entries(files).map(([name, path]: [string, string]) => [name, remote(path)]);
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

function serverProgram(vscode: string): string {
  return join(vscode, 'out', 'server-main.js');
}

function folders(options: ServerOptions): string[] {
  return ['--server-data-dir', options.dataFolder, '--extensions-dir', options.extensionsFolder];
}
