import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf } from '../models/failures.js';
import { removeLeftovers } from '../models/leftovers.js';
import { AloudError } from '../protocol/errors.js';
import { toPcm16, WAV_HEADER_BYTES, wavHeader } from './pcm16.js';

/**
 * A WAV file (16-bit PCM, mono) written as samples come. It grows under the name `<path>.<process>.part` and takes its own
 * name only when it is whole.
 */
export class WavFile {
  #samples = 0;
  /** Writes happen one after the other; the first failure is kept and told by `finish`. */
  #queue: Promise<void> = Promise.resolve();

  private constructor(
    readonly path: string,
    readonly sampleRate: number,
    private readonly file: FileHandle,
    private readonly partPath: string,
  ) {}

  /** @throws AloudError `disk` */
  static async create(path: string, sampleRate: number): Promise<WavFile> {
    try {
      const target = await targetOf(path);
      await removeLeftovers(dirname(target), '.part', `${basename(target)}.`);
      const partPath = `${target}.${process.pid}.part`;
      const file = await open(partPath, 'w');
      const wav = new WavFile(target, sampleRate, file, partPath);
      wav.#enqueue(wavHeader(sampleRate, 0), 0);
      return wav;
    } catch (error) {
      throw diskError(path, error);
    }
  }

  /** Appends samples in [-1, 1]. */
  write(samples: Float32Array): void {
    this.#enqueue(toPcm16(samples), WAV_HEADER_BYTES + this.#samples * 2);
    this.#samples += samples.length;
  }

  /**
   * Completes the file, or removes it when any write had failed.
   * @throws AloudError `disk`
   */
  async finish(): Promise<void> {
    this.#enqueue(wavHeader(this.sampleRate, this.#samples), 0);
    try {
      await this.#queue;
      await this.file.close();
      await rename(this.partPath, this.path);
    } catch (error) {
      await this.discard();
      throw diskError(this.path, error);
    }
  }

  /** Removes what has been written. */
  async discard(): Promise<void> {
    await this.#queue.catch(() => undefined);
    await this.file.close().catch(() => undefined);
    await rm(this.partPath, { force: true });
  }

  #enqueue(bytes: Buffer, position: number): void {
    this.#queue = this.#queue.then(async () => {
      for (let done = 0; done < bytes.length;) {
        done += (await this.file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
      }
    });
    this.#queue.catch(() => undefined); // told by finish
  }
}

/**
 * The file that a path means, which need not be there yet: not the link to it.
 * @throws AloudError `disk` where something else than a file lies there
 */
async function targetOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return path;
  if (found.isFile()) return realpath(path);
  const what = found.isDirectory() ? 'a folder' : 'a device, or something else that is no file';
  throw new AloudError('disk', `"${path}" cannot be written because it is ${what}: give the name of a file.`);
}

function diskError(path: string, cause: unknown): AloudError {
  if (cause instanceof AloudError) return cause;
  const code = codeOf(cause);
  const message =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? `The disk is full: make room or save to another disk than that of "${path}".`
      : code === 'ENOENT' || code === 'ENOTDIR'
        ? `"${path}" cannot be written because its folder does not exist: choose another place.`
        : `"${path}" cannot be written: choose a place where you may write.`;
  return new AloudError('disk', message, { cause });
}
