import { execa } from 'execa';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installVsCode } from '../vscode/install.js';
import { quietSettings } from '../vscode/quietSettings.js';
import { startVsCode, windowAddress, writeServerSettings } from '../vscode/server.js';
import { onStopSignal } from './main.js';
import { cacheFolder, inRepository, repositoryFolder } from './repository.js';
import { findTool } from './systemTools.js';

const sampleFolder = inRepository('scripts', 'sample');
const sampleFile = join(sampleFolder, 'parking.py');

/** Opens a VS Code with the extension and a sample file: the desktop one where `code` is on the PATH, else the one from npm. */
export async function openEditor(): Promise<void> {
  if (findTool('code') && (await openDesktop())) return;
  await serveEditor();
}

/** False when `code` does not do it, as it refuses to for root. */
async function openDesktop(): Promise<boolean> {
  const options = ['--new-window', `--extensionDevelopmentPath=${repositoryFolder}`];
  const { exitCode } = await execa('code', [...options, sampleFolder, sampleFile], { stdio: 'inherit', reject: false });
  if (exitCode === 0) console.log('VS Code opened with the extension and a sample file.');
  return exitCode === 0;
}

/** Serves VS Code to a browser on this machine until Ctrl+C. */
async function serveEditor(): Promise<void> {
  const vscode = await installVsCode();
  // Settings last from one start to the next; the secret does not.
  const dataFolder = join(cacheFolder, 'vscode-data');
  const isNew = (await mkdir(dataFolder, { recursive: true })) !== undefined;
  const connectionToken = randomBytes(16).toString('hex');
  const connectionTokenFile = join(dataFolder, 'connection-token');
  await writeFile(connectionTokenFile, connectionToken, { mode: 0o600 });

  if (isNew) await writeServerSettings(dataFolder, 'User', quietSettings);
  const extensionsFolder = join(dataFolder, 'extensions');
  const server = await startVsCode({ vscode, dataFolder, extensionsFolder, connectionTokenFile });
  const content = { folder: sampleFolder, openFile: sampleFile, extensionDevelopmentPath: repositoryFolder };
  console.log('VS Code is up. Open this address in a browser on this machine; Ctrl+C ends it:');
  console.log(windowAddress(server.port, content, connectionToken));
  onStopSignal(server.stop);
  await server.ended;
}
