/**
 * Writes ONNX files of a few hundred bytes. ONNX is a protobuf schema (onnx.proto); the field numbers below
 * are the schema's.
 */
export type Bytes = readonly number[];

const varint = (value: number): Bytes =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const whole = (field: number, value: number): Bytes => [...varint(field * 8), ...varint(value)];
const block = (field: number, bytes: Bytes): Bytes => [
  ...varint(field * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (field: number, value: string): Bytes => block(field, [...Buffer.from(value)]);

/** Types of elements, by the schema's numbers. */
export const FLOAT = 1;
export const INT32 = 6;
export const INT64 = 7;

/** An attribute of a node with a whole number. */
export const attribute = (name: string, value: number): Bytes =>
  block(5, [...text(1, name), ...whole(3, value), ...whole(20, 2)]);

/** A node of a graph. */
export const node = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  ...attributes: readonly Bytes[]
): Bytes => [
  ...inputs.flatMap((name) => text(1, name)),
  ...outputs.flatMap((name) => text(2, name)),
  ...text(4, op),
  ...attributes.flat(),
];

/** A named input or output whose sizes are left open. */
export const value = (name: string, type: number, ...sizes: readonly string[]): Bytes => {
  const shape = sizes.flatMap((size) => block(1, text(2, size)));
  return [...text(1, name), ...block(2, block(1, [...whole(1, type), ...block(2, shape)]))];
};

/** A table of float32 that is part of the file. */
export function tensor(name: string, sizes: readonly number[], values: readonly number[]): Bytes {
  const raw = [...new Uint8Array(Float32Array.from(values).buffer)];
  return [...sizes.flatMap((size) => whole(1, size)), ...whole(2, FLOAT), ...text(8, name), ...block(9, raw)];
}

/** A file with one graph, for version 13 of the operators. */
export function onnxFile(graph: {
  readonly nodes: readonly Bytes[];
  readonly inputs: readonly Bytes[];
  readonly outputs: readonly Bytes[];
  readonly tables?: readonly Bytes[];
}): Uint8Array {
  const bytes = [
    ...graph.nodes.flatMap((each) => block(1, each)),
    ...text(2, 'graph'),
    ...(graph.tables ?? []).flatMap((each) => block(5, each)),
    ...graph.inputs.flatMap((each) => block(11, each)),
    ...graph.outputs.flatMap((each) => block(12, each)),
  ];
  const operators = [...text(1, ''), ...whole(2, 13)];
  return Uint8Array.from([...whole(1, 8), ...block(7, bytes), ...block(8, operators)]);
}
