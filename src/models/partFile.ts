import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AloudError } from '../protocol/errors.js';
import { hashInto } from './hash.js';

/** What a file has to be before it is taken. */
export interface Expected {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * A file in the making, beside its final name with `.part` at the end. It is hashed as it is written and gets its
 * final name only when it is whole and right, so whatever bears that name was right once.
 */
export class PartFile {
  private hash: Hash = createHash('sha256');
  private written = 0;

  private constructor(
    private readonly path: string,
    private readonly expected: Expected,
    private readonly handle: FileHandle,
  ) {}

  /** Opens it, keeping what an earlier attempt left when `resume` is set. */
  static async open(path: string, expected: Expected, resume = false): Promise<PartFile> {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(`${path}.part`, 'a');
    const part = new PartFile(path, expected, handle);
    try {
      const { size } = await handle.stat();
      if (!resume || size > expected.bytes) await part.restart();
      else {
        await hashInto(part.hash, `${path}.part`, size);
        part.written = size;
      }
    } catch (error) {
      await handle.close();
      throw error;
    }
    return part;
  }

  get bytes(): number {
    return this.written;
  }

  /** @throws AloudError `model-damaged` when it grows longer than it may. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.written + chunk.byteLength > this.expected.bytes) throw this.wrong();
    await this.handle.writeFile(chunk);
    this.hash.update(chunk);
    this.written += chunk.byteLength;
  }

  /** Throws away what is there. */
  async restart(): Promise<void> {
    await this.handle.truncate(0);
    this.hash = createHash('sha256');
    this.written = 0;
  }

  /**
   * Gives the file its final name.
   * @throws AloudError `model-damaged` when it is not what was expected; what was written is gone then
   */
  async commit(): Promise<void> {
    const sha256 = this.hash.copy().digest('hex');
    if (this.written !== this.expected.bytes || sha256 !== this.expected.sha256) {
      await this.restart();
      throw this.wrong();
    }
    await this.handle.sync();
    await this.handle.close();
    await rename(`${this.path}.part`, this.path);
  }

  /** Leaves nothing. */
  async discard(): Promise<void> {
    await this.handle.close();
    await rm(`${this.path}.part`, { force: true });
  }

  /** Leaves it for a later attempt, or nothing at all where there is nothing to keep. Idempotent. */
  async close(): Promise<void> {
    await this.handle.close();
    if (this.written === 0) await rm(`${this.path}.part`, { force: true });
  }

  private wrong(): AloudError {
    return new AloudError('model-damaged', `What arrived as ${this.path} is not the file that the catalogue names.`);
  }
}

/** Writes a file from a stream. Nothing is left of it unless it is whole and right. */
export async function writeVerified(
  path: string,
  expected: Expected,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onChunk: (bytes: number) => void = () => undefined,
): Promise<void> {
  const part = await PartFile.open(path, expected);
  try {
    for await (const chunk of chunks) {
      await part.write(chunk);
      onChunk(chunk.byteLength);
    }
    await part.commit();
  } catch (error) {
    await part.discard();
    throw error;
  }
}
