import { execa } from 'execa';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, inRepository } from '../support/repository.js';

/** Platforms that have both ONNX Runtime and a sound addon, by the names VS Code has for them. */
export const targets = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'] as const;
export type Target = (typeof targets)[number];

interface LockedPackage {
  readonly version: string;
  readonly integrity: string;
}

/**
 * Copies the packages with native code, which cannot be bundled, to `<dist>/node_modules`, where require() of the bundles
 * finds them: only the files that are loaded at run time, and only the binaries of one platform.
 */
export async function stageNativePackages(target: Target, dist: string): Promise<void> {
  const [platform, architecture] = target.split('-') as [string, string];
  const modules = join(dist, 'node_modules');

  const runtime = inRepository('node_modules', 'onnxruntime-node');
  const binaries = join('bin', 'napi-v6', platform, architecture);
  // The binding loads the library by its short name: the long one beside it is the same file again. The DirectX compiler
  // serves WebGPU, which Aloud does not use.
  const isUnused = (path: string) => /libonnxruntime\.\d+\.\d+\.\d+\.dylib$|dxcompiler\.dll$|dxil\.dll$/.test(path);
  await copyPackage(runtime, join(modules, 'onnxruntime-node'), ['dist', binaries], (path) => !isUnused(path));
  await copyPackage(inRepository('node_modules', 'onnxruntime-common'), join(modules, 'onnxruntime-common'), [
    join('dist', 'cjs'),
  ]);

  const addon = `@audio/speaker-${target}`;
  await copyPackage(await addonFolder(addon), join(modules, addon), ['speaker.node']);
}

async function copyPackage(
  from: string,
  to: string,
  contents: readonly string[],
  isWanted: (path: string) => boolean = () => true,
): Promise<void> {
  const licences = (await readdir(from)).filter((name) => /^(licen[cs]e|notice|thirdparty)/i.test(name));
  const isNeededAtRunTime = (path: string) => !/\.(d\.ts|map)$/.test(path) && isWanted(path);
  for (const name of ['package.json', ...licences, ...contents]) {
    await cp(join(from, name), join(to, name), { recursive: true, filter: isNeededAtRunTime });
  }
}

/** npm installs the addon of this platform only; that of another one is fetched, in the version that is locked. */
async function addonFolder(name: string): Promise<string> {
  const installed = inRepository('node_modules', name);
  if (existsSync(installed)) return installed;
  const { version, integrity } = await lockedPackage(name);
  const folder = join(cacheFolder, 'addons', `${name.replace('/', '-')}-${version}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { stdout } = await execa('npm', ['pack', '--json', `${name}@${version}`], { cwd: folder });
  const [packed] = JSON.parse(stdout) as [{ filename: string; integrity: string }];
  if (packed.integrity !== integrity) {
    throw new Error(`${name} ${version} is not the package that package-lock.json names; please try again.`);
  }
  await execa('tar', ['-xzf', packed.filename], { cwd: folder });
  return join(folder, 'package');
}

async function lockedPackage(name: string): Promise<LockedPackage> {
  const lock = JSON.parse(await readFile(inRepository('package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage | undefined>;
  };
  const locked = lock.packages[`node_modules/${name}`];
  if (!locked) throw new Error(`package-lock.json does not know ${name}; run npm install and commit the lock.`);
  return locked;
}
