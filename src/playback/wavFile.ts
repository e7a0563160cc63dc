import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AloudError } from '../protocol/errors.js';
import { toPcm16, WAV_HEADER_BYTES, wavHeader } from './pcm16.js';

/**
 * A WAV file (16-bit PCM, mono) written as samples come. It grows under the name `<path>.part` and takes its own name
 * only when it is whole.
 */
export class WavFile {
  readonly #partPath: string;
  #samples = 0;
  /** Writes happen one after the other; the first failure is kept and told by `finish`. */
  #queue: Promise<void> = Promise.resolve();

  private constructor(
    readonly path: string,
    readonly sampleRate: number,
    private readonly file: FileHandle,
  ) {
    this.#partPath = `${path}.part`;
  }

  /** @throws AloudError `disk` */
  static async create(path: string, sampleRate: number): Promise<WavFile> {
    try {
      const file = await open(`${path}.part`, 'w');
      const wav = new WavFile(path, sampleRate, file);
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
      await rename(this.#partPath, this.path);
    } catch (error) {
      await this.discard();
      throw diskError(this.path, error);
    }
  }

  /** Removes what has been written. */
  async discard(): Promise<void> {
    await this.#queue.catch(() => undefined);
    await this.file.close().catch(() => undefined);
    await rm(this.#partPath, { force: true });
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

function diskError(path: string, cause: unknown): AloudError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const message =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? `The disk is full: make room or save to another disk than that of "${path}".`
      : code === 'ENOENT' || code === 'ENOTDIR'
        ? `"${path}" cannot be written because its folder does not exist: choose another place.`
        : `"${path}" cannot be written: choose a place where you may write.`;
  return new AloudError('disk', message, { cause });
}
