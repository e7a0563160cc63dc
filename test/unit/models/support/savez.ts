import { crc32 } from 'node:zlib';

export interface Layout {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** An array as NumPy saves it. */
export function npy(data: Uint8Array, { descr, fortran, shape }: Layout): Buffer {
  const order = fortran ? 'True' : 'False';
  const fields = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')}), }`;
  const header = `${fields.padEnd(117)}\n`;
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), uint(2, header.length), Buffer.from(header), data]);
}

/** A zip of files as they are, byte for byte what `numpy.savez` makes of them. */
export function savez(members: ReadonlyMap<string, Uint8Array>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of members) {
    const path = Buffer.from(name);
    // Version 4.5, no flags, stored, 1 January 1980, checksum.
    const common = Buffer.concat([uint(2, 45), uint(6, 0), uint(2, 0x21), uint(4, crc32(content))]);
    const size = uint(4, content.length);
    const large = uint(4, 0xffffffff);
    const extra = Buffer.concat([uint(2, 1), uint(2, 16), size, uint(4, 0), size, uint(4, 0)]);
    const names = Buffer.concat([uint(2, path.length), uint(2, extra.length), path, extra]);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, large, large, names, content]);
    files.push(file);
    const attributes = Buffer.concat([uint(2, path.length), uint(6, 0), uint(2, 0), uint(4, 0o600 * 2 ** 16)]);
    const made = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([45, 3])]);
    directory.push(Buffer.concat([made, common, size, size, attributes, uint(4, offset), path]));
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const counts = Buffer.concat([uint(4, 0), uint(2, members.size), uint(2, members.size)]);
  const end = Buffer.concat([Buffer.from('PK\x05\x06'), counts, uint(4, list.length), uint(4, offset), uint(2, 0)]);
  return Buffer.concat([...files, list, end]);
}

/** Little-endian. */
function uint(bytes: number, value: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
