import { Float16Array } from '@petamoriken/float16';

/** Tensors by name, as floats whatever they are stored as. */
export type Tensors = ReadonlyMap<string, { readonly data: Float32Array; readonly shape: readonly number[] }>;

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const lengthBytes = 8;

/**
 * Reads a safetensors file: the length of a JSON header, the header, the data.
 * @throws Error when it is damaged or holds other types than F16 and F32
 */
export function decodeSafetensors(file: Uint8Array): Tensors {
  const headerLength = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const start = lengthBytes + headerLength;
  const header = JSON.parse(Buffer.from(file.subarray(lengthBytes, start)).toString()) as Record<string, Entry>;
  const tensors = new Map<string, { data: Float32Array; shape: readonly number[] }>();
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const bytes = new Uint8Array(file.subarray(start + data_offsets[0], start + data_offsets[1]));
    const data = dtype === 'F16' ? floatsOf(new Uint16Array(bytes.buffer)) : new Float32Array(bytes.buffer);
    if (!['F16', 'F32'].includes(dtype) || data.length !== shape.reduce((product, dim) => product * dim, 1)) {
      throw new Error(`Tensor ${name} is damaged.`);
    }
    tensors.set(name, { data, shape });
  }
  return tensors;
}

/** The library's array is a proxy: a voice takes it 170 ms, while somebody waits for the first sound. This takes 5. */
function floatsOf(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) floats[i] = floatOf(halves[i]!);
  return floats;
}

/** What one step of the fraction is worth, by exponent. */
const steps = Float64Array.from({ length: 31 }, (_, exponent) => 2 ** (Math.max(1, exponent) - 25));

/** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
function floatOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction : fraction + 1024) * steps[exponent]!;
}

/** Writes tensors as float16, which is what calibration data needs. */
export function encodeSafetensors(tensors: Tensors, metadata: Readonly<Record<string, string>>): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { data, shape }] of tensors) {
    const halves = new Float16Array(data);
    const bytes = new Uint8Array(halves.buffer, 0, 2 * data.length);
    header[name] = { dtype: 'F16', shape, data_offsets: [offset, offset + bytes.length] } satisfies Entry;
    offset += bytes.length;
    parts.push(bytes);
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(lengthBytes);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...parts]);
}
