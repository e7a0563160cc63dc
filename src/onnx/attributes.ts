import { onnx } from 'onnx-proto';

/** An attribute of a node: a whole number or a list of them, text, or `float(x)`. */
export type Attribute = number | string | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

/** Marks an attribute as a float, as 1 and 1.0 are the same number in JavaScript but not in ONNX. */
export const float = (value: number): Attribute => ({ float: value });

export function attributeProto(name: string, value: Attribute): onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: Buffer.from(value) };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value] };
}
