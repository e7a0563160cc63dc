import { webcrypto } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { arch, cpus } from 'node:os';
import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import { FileStamps } from '../models/fileStamps.js';
import { removeLeftovers } from '../models/leftovers.js';
import { AloudError, messageOf } from '../protocol/errors.js';

/* Derived graphs on disk: one folder a derivation, which appears complete or not at all. */

const manifestName = 'manifest.json';
const stampsName = 'verified.json';
const partialSuffix = '.partial';
/** Room that a derivation needs, with some to spare. */
const neededBytes = 250_000_000;

/** With less than this left nothing can be written any more. */
const fullBytes = 1_000_000;

/** sha256 of every file of a derivation, by name. */
type Manifest = Readonly<Record<string, string>>;

export type Found =
  { readonly state: 'ready'; readonly folder: string } | { readonly state: 'missing' } | { readonly state: 'damaged' };

/** Computed beside the calling thread: several files at a time take as long as the largest. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

/** Changes with what is derived, and with the processor: graphs are stored as ONNX Runtime optimised them for it. */
export async function derivationId(content: readonly unknown[]): Promise<string> {
  const machine = [arch(), cpus()[0]?.model, env.versions.node];
  return (await sha256Of(Buffer.from([...content, ...machine].join(' ')))).slice(0, 16);
}

/** Looks for a derivation and checks it: every byte of what changed since it was checked last. A damaged one is removed. */
export async function findDerivation(root: string, name: string): Promise<Found> {
  const folder = join(root, name);
  const manifest = await readManifest(folder);
  if (manifest === 'missing') return { state: 'missing' };
  if (manifest !== 'damaged' && (await isSound(folder, manifest))) return { state: 'ready', folder };
  await rm(folder, { recursive: true, force: true });
  return { state: 'damaged' };
}

/**
 * Lets `write` fill a folder with files of the given names, then makes it appear under its name in one step. What a
 * process left behind that was killed meanwhile is removed first.
 * @throws AloudError `disk`
 */
export async function storeDerivation(
  root: string,
  name: string,
  files: readonly string[],
  write: (folder: string) => Promise<void>,
): Promise<string> {
  const partial = join(root, `${name}.${process.pid}${partialSuffix}`);
  const final = join(root, name);
  try {
    await mkdir(root, { recursive: true });
    await removeLeftovers(root, partialSuffix);
    await needRoom(root);
    await mkdir(partial);
    await write(partial);
    const manifest: Record<string, string> = {};
    for (const file of files) manifest[file] = await sha256Of(await readFile(join(partial, file)));
    await writeFile(join(partial, manifestName), JSON.stringify(manifest), { flush: true });
    await rename(partial, final);
    await removeEarlier(root, name);
  } catch (error) {
    // ONNX Runtime does not say why it could not write a file.
    const isDisk = isDiskError(error) || (await freeBytes(root)) < fullBytes;
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    // Another process was faster: its result is as good.
    if ((await findDerivation(root, name)).state === 'ready') return final;
    throw isDisk
      ? new AloudError(
          'disk',
          `The faster form of the voice model cannot be written to ${root} (${messageOf(error)}): free about 250 MB there, then read something again.`,
          { cause: error },
        )
      : error;
  }
  return final;
}

async function needRoom(root: string): Promise<void> {
  if ((await freeBytes(root)) < neededBytes) throw Object.assign(new Error('not enough room'), { code: 'ENOSPC' });
}

async function freeBytes(root: string): Promise<number> {
  const { bavail, bsize } = await statfs(root);
  return bavail * bsize;
}

/** What an earlier version derived in the same way is of no use any more. */
async function removeEarlier(root: string, name: string): Promise<void> {
  const kind = name.slice(0, name.lastIndexOf('-') + 1);
  for (const entry of await readdir(root)) {
    if (entry === name || !entry.startsWith(kind) || entry.endsWith(partialSuffix)) continue;
    await rm(join(root, entry), { recursive: true, force: true });
  }
}

async function readManifest(folder: string): Promise<Manifest | 'missing' | 'damaged'> {
  if (!(await stat(folder).catch(() => undefined))) return 'missing';
  try {
    return JSON.parse(await readFile(join(folder, manifestName), 'utf8')) as Manifest;
  } catch {
    return 'damaged';
  }
}

async function isSound(folder: string, manifest: Manifest): Promise<boolean> {
  const stamps = await FileStamps.open(folder, stampsName);
  const confirms = Object.entries(manifest).map(([file, sha256]) => stamps.confirms(file, sha256).catch(() => false));
  const areSound = (await Promise.all(confirms)).every(Boolean);
  if (areSound) await stamps.save();
  return areSound;
}

const diskErrors = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOENT', 'ENOTDIR']);

function isDiskError(error: unknown): boolean {
  return diskErrors.has((error as NodeJS.ErrnoException).code ?? '');
}
