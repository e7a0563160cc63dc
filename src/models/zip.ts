import type { Readable } from 'node:stream';
import { openPromise } from 'yauzl';

export interface ZipMember {
  /** With slashes. */
  readonly name: string;
  readonly bytes: number;
  open(): Promise<Readable>;
}

/** The files in a zip (a wheel, an npz), in the archive's order. The archive is open while it is iterated. */
export async function* zipMembers(path: string): AsyncGenerator<ZipMember> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    for await (const entry of zip.eachEntry())
      yield { name: entry.fileName, bytes: entry.uncompressedSize, open: () => zip.openReadStreamPromise(entry) };
  } finally {
    zip.close();
  }
}
