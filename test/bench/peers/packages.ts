import { execa } from 'execa';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/support/repository.js';
import { provideTools } from '../../../scripts/support/systemTools.js';

/** The peers' own package: nothing but the benchmark needs them. */
export const packagesFolder = inRepository('test', 'bench');

/** npm writes its own lock last, so a killed installation is never taken for a complete one. */
export async function installPeers(): Promise<void> {
  const installed = join(packagesFolder, 'node_modules', '.package-lock.json');
  const wanted = join(packagesFolder, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  console.error('Installing what the benchmark compares with (npm ci)…');
  // npm is a script on Windows, which only a shell can start.
  await execa('npm', ['ci', '--loglevel=error'], {
    cwd: packagesFolder,
    shell: process.platform === 'win32',
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'inherit',
  });
}

/**
 * Folder of the pronunciation data of espeak-ng, which sherpa-onnx-node reads. Under the GPL, so it comes from the
 * system and is never ours to ship. `ESPEAK_DATA_PATH` says where it is, as for espeak-ng itself.
 */
export async function espeakData(): Promise<string> {
  const given = process.env.ESPEAK_DATA_PATH;
  if (given) return given;
  const neededFor = 'the phonemes of sherpa-onnx-node';
  const isThere = () => installedEspeakData() !== undefined;
  await provideTools([{ programs: [], debianPackage: 'espeak-ng-data', neededFor, isThere }]);
  return installedEspeakData()!;
}

function installedEspeakData(): string | undefined {
  const libraries = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name)) : [];
  const parents = [...libraries, '/usr/lib', '/usr/share', '/usr/local/share', '/opt/homebrew/share'];
  return parents.map((parent) => join(parent, 'espeak-ng-data')).find((folder) => existsSync(folder));
}
