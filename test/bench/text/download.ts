import { execa } from 'execa';
import { createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as tar from 'tar';
import { cacheFolder } from '../../../scripts/support/repository.js';
import { zipMembers } from '../../../src/models/zip.js';
import type { Package, Registry } from './packages.js';
import { isSource } from './sources.js';

const corpusFolder = join(cacheFolder, 'text');

/**
 * Folder with the files of a package, fetched once by the client of its registry. Nothing of it is installed or run.
 * @throws Error when the client is missing or cannot fetch it
 */
export async function provide({ registry, name, version }: Package): Promise<string> {
  const folder = join(corpusFolder, registry, `${name.replaceAll(/[/:]/gu, '+')}@${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(corpusFolder, { recursive: true });
  const workspace = await mkdtemp(join(corpusFolder, 'part-'));
  try {
    const files = join(workspace, 'files');
    await mkdir(files);
    await fetchers[registry](name, version, workspace, files);
    await keepSources(files);
    await mkdir(dirname(folder), { recursive: true });
    await rename(files, folder);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
  return folder;
}

/** Puts the files of a package into `files`; `workspace` is for what is needed on the way. */
type Fetch = (name: string, version: string, workspace: string, files: string) => Promise<void>;

const fetchers: Readonly<Record<Registry, Fetch>> = {
  async npm(name, version, workspace, files) {
    await execa('npm', ['pack', `${name}@${version}`, '--pack-destination', workspace, '--silent'], quietly);
    await tar.extract({ file: await only(workspace, '.tgz'), cwd: files });
  },
  async pypi(name, version, workspace, files) {
    const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
    await execa('python3', ['-m', 'pip', 'download', ...options, '--dest', workspace, `${name}==${version}`], quietly);
    await unzip(await only(workspace, '.whl'), files);
  },
  async crates(name, version, workspace, files) {
    // Cargo fetches for a project; it takes what the package depends on with it.
    const dependency = `${name} = { version = "=${version}", default-features = false }`;
    const project = `[package]\nname = "reader"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n${dependency}\n`;
    await writeFile(join(workspace, 'Cargo.toml'), project);
    await mkdir(join(workspace, 'src'));
    await writeFile(join(workspace, 'src', 'lib.rs'), '');
    await execa('cargo', ['vendor', '--quiet', '--versioned-dirs', 'vendor'], { ...quietly, cwd: workspace });
    await cp(join(workspace, 'vendor', `${name}-${version}`), files, { recursive: true });
  },
  async go(name, version, workspace, files) {
    const env = { GOMODCACHE: join(workspace, 'modules'), GOFLAGS: '-modcacherw' };
    const { stdout } = await execa('go', ['mod', 'download', '-json', `${name}@${version}`], {
      stdin: 'ignore',
      env,
      cwd: workspace,
    });
    await cp((JSON.parse(stdout) as { Dir: string }).Dir, files, { recursive: true });
  },
  async maven(name, version, workspace, files) {
    const artifact = `-Dartifact=${name}:${version}:jar:sources`;
    const copy = [`-DoutputDirectory=${workspace}`, '-Dmdep.useBaseVersion=true', '-Dtransitive=false'];
    await execa('mvn', ['--quiet', '--batch-mode', 'dependency:copy', artifact, ...copy], {
      ...quietly,
      cwd: workspace,
    });
    await unzip(await only(workspace, '.jar'), files);
  },
};

const quietly = { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' } as const;

async function unzip(archive: string, folder: string): Promise<void> {
  for await (const member of zipMembers(archive)) {
    if (member.name.endsWith('/')) continue;
    const path = join(folder, member.name);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await member.open(), createWriteStream(path));
  }
}

/** The rest would only take room. */
async function keepSources(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !isSource(relative(folder, path))) await rm(path);
  }
}

/** The one file in a folder that ends so. */
async function only(folder: string, ending: string): Promise<string> {
  const found = (await readdir(folder)).find((name) => name.endsWith(ending));
  if (found === undefined) throw new Error(`The package manager left no ${ending} file.`);
  return join(folder, found);
}
