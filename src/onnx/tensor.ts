import type { onnx } from 'onnx-proto';

/** Element types that our graphs use, by their number in the ONNX format. */
export const elementType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float64: 11 } as const;
export type ElementType = keyof typeof elementType;

export type TensorData = Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array | Float64Array;

/** A tensor whose values are part of the graph. */
export interface Constant<T extends TensorData = TensorData> {
  readonly data: T;
  readonly dims: readonly number[];
}

/** A constant of rank one, or of the given dimensions. */
export function constant<T extends TensorData>(data: T, dims: readonly number[] = [data.length]): Constant<T> {
  return { data, dims };
}

export const floats = (values: ArrayLike<number>, dims?: readonly number[]): Constant<Float32Array> =>
  constant(Float32Array.from(values), dims);

/** One number for each channel of [1, C, T]. */
export const perChannel = (values: ArrayLike<number>): Constant<Float32Array> => floats(values, [1, values.length, 1]);

export const ints = (...values: readonly number[]): Constant<BigInt64Array> =>
  constant(BigInt64Array.from(values, BigInt));

/** Writes a constant down under a name. The bytes are shared with the constant, not copied. */
export function toProto(name: string, { data, dims }: Constant): onnx.ITensorProto {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dims: [...dims], dataType: elementType[typeOf(data)], rawData };
}

/**
 * Reads a constant. Bytes that lie aligned in the file are shared with it, others are copied.
 * @throws Error for element types that no graph of ours has
 */
export function fromProto(tensor: onnx.ITensorProto): Constant {
  const dims = (tensor.dims ?? []).map(Number);
  const raw = tensor.rawData;
  switch (tensor.dataType ?? 0) {
    case elementType.float32:
      return { dims, data: raw?.length ? view(raw, Float32Array) : Float32Array.from(tensor.floatData ?? []) };
    case elementType.float64:
      return { dims, data: raw?.length ? view(raw, Float64Array) : Float64Array.from(tensor.doubleData ?? []) };
    case elementType.uint8:
    case elementType.bool:
      return { dims, data: raw?.length ? view(raw, Uint8Array) : Uint8Array.from(tensor.int32Data ?? []) };
    case elementType.int8:
      return { dims, data: raw?.length ? view(raw, Int8Array) : Int8Array.from(tensor.int32Data ?? []) };
    case elementType.int32:
      return { dims, data: raw?.length ? view(raw, Int32Array) : Int32Array.from(tensor.int32Data ?? []) };
    case elementType.int64:
      return {
        dims,
        data: raw?.length ? view(raw, BigInt64Array) : BigInt64Array.from((tensor.int64Data ?? []).map(Number), BigInt),
      };
    default:
      throw new Error(
        `Tensor ${tensor.name ?? ''} has element type ${tensor.dataType ?? 'none'}, which is not read here.`,
      );
  }
}

/** How the format writes the type of a tensor; without dimensions nothing is said of its shape. */
export function tensorType(type: ElementType, dims?: readonly (number | string)[]): onnx.ITypeProto {
  const shape = dims && {
    dim: dims.map((dim) => (typeof dim === 'number' ? { dimValue: dim } : { dimParam: dim })),
  };
  return { tensorType: { elemType: elementType[type], ...(shape && { shape }) } };
}

function typeOf(data: TensorData): ElementType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Uint8Array) return 'uint8';
  if (data instanceof Int8Array) return 'int8';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof Float64Array) return 'float64';
  return 'int64';
}

interface View<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}

function view<T>(bytes: Uint8Array, type: View<T>): T {
  const aligned = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes);
  return new type(aligned.buffer, aligned.byteOffset, bytes.byteLength / type.BYTES_PER_ELEMENT);
}
