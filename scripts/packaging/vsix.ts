import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder, inRepository } from '../support/repository.js';
import { stageNativePackages, type Target } from './native.js';
import { thirdPartyNotices } from './notices.js';

const largestMegabytes = 30;

type Manifest = Record<string, unknown> & { readonly version: string; readonly files: readonly string[] };

/**
 * Builds for production and packs one platform's extension; gives the path of the VSIX. Everything is put together in a
 * folder of its own, so that dist/ with its tests and source maps stays as it is.
 */
export async function packageExtension(target: Target, folder: string): Promise<string> {
  const stage = join(cacheFolder, 'stage', target);
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });

  const manifest = JSON.parse(await readFile(inRepository('package.json'), 'utf8')) as Manifest;
  const shipped = { ...manifest, bin: undefined, scripts: undefined, devDependencies: undefined };
  await writeFile(join(stage, 'package.json'), JSON.stringify(shipped, null, 2));
  await writeFile(inRepository('THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices());
  for (const name of ['README.md', ...manifest.files.filter((name) => name !== 'dist')]) {
    if (existsSync(inRepository(name))) await cp(inRepository(name), join(stage, name), { recursive: true });
  }
  await execa(process.execPath, ['esbuild.js', '--production', `--outdir=${join(stage, 'dist')}`], {
    cwd: inRepository(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // The command line, and the grammars that it reads for want of an editor's, are of no use inside one.
  for (const name of ['cli.js', 'grammars']) await rm(join(stage, 'dist', name), { recursive: true });
  await stageNativePackages(target, join(stage, 'dist'));

  await mkdir(folder, { recursive: true });
  const vsix = join(folder, `aloud-${target}-${manifest.version}.vsix`);
  const vsce = inRepository('node_modules', '@vscode', 'vsce', 'vsce');
  // Without a repository there is nothing that relative links of the README could be made absolute with.
  const withoutRepository = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  const options = ['--target', target, '--out', vsix, '--no-dependencies', ...withoutRepository];
  await execa(process.execPath, [vsce, 'package', ...options], { cwd: stage, stdin: 'ignore' });
  const megabytes = (await stat(vsix)).size / 1e6;
  if (megabytes >= largestMegabytes) {
    throw new Error(`${basename(vsix)} has ${megabytes.toFixed(1)} MB; it must stay under ${largestMegabytes} MB.`);
  }
  return vsix;
}
