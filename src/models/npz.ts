import { basename, join, parse } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AloudError } from '../protocol/errors.js';
import { writeVerified } from './partFile.js';
import type { Order } from './source.js';
import { zipMembers } from './zip.js';

const magic = Buffer.from('\x93NUMPY', 'latin1');

/** An array of little-endian float32, last axis fastest. */
export interface NpzArray {
  /** Without `.npy`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The arrays of a NumPy archive. @throws AloudError `model-damaged` when one is not float32 of that shape */
export async function* npzArrays(path: string, shape: readonly number[]): AsyncGenerator<NpzArray> {
  for await (const member of zipMembers(path)) {
    const content = await buffer(await member.open());
    const data = dataOf(content, shape);
    if (!data) throw new AloudError('model-damaged', `${member.name} in ${basename(path)} has an unexpected layout.`);
    yield { name: basename(member.name, '.npy'), bytes: data };
  }
}

/** Takes the ordered files from a NumPy archive. @throws AloudError `model-damaged` if one is not there or not right */
export async function unpackNpz(path: string, shape: readonly number[], order: Order): Promise<void> {
  const wanted = new Map(order.files.map((file) => [parse(file.path).name, file]));
  for await (const { name, bytes } of npzArrays(path, shape)) {
    const file = wanted.get(name);
    if (!file) continue;
    wanted.delete(name);
    await writeVerified(join(order.folder, file.path), file, [bytes]);
  }
  const [missing] = wanted.keys();
  if (missing !== undefined) throw new AloudError('model-damaged', `There is no ${missing} in ${basename(path)}.`);
}

/** The numbers behind the header of a `.npy`: magic, version, header length, a Python dictionary, data. */
function dataOf(content: Buffer, shape: readonly number[]): Buffer | undefined {
  if (content.length < 12 || !content.subarray(0, magic.length).equals(magic)) return undefined;
  const [start, length] = content[6] === 1 ? [10, content.readUInt16LE(8)] : [12, content.readUInt32LE(8)];
  const header = content.toString('latin1', start, start + length);
  const axes = /'shape': \(([\d, ]*)\)/.exec(header)?.[1]?.match(/\d+/g)?.map(Number);
  const plain = header.includes("'descr': '<f4'") && header.includes("'fortran_order': False");
  const data = content.subarray(start + length);
  const count = shape.reduce((product, axis) => product * axis, 1);
  return plain && axes?.join() === shape.join() && data.length === 4 * count ? data : undefined;
}
