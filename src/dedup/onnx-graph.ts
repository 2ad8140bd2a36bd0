/**
 * The graphs of the kernel, as ONNX files of a few hundred bytes. ONNX is a protobuf schema (onnx.proto);
 * the field numbers below are the schema's.
 */
type Bytes = readonly number[];

const varint = (value: number): Bytes =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const whole = (field: number, value: number): Bytes => [...varint(field * 8), ...varint(value)];
const block = (field: number, bytes: Bytes): Bytes => [
  ...varint(field * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (field: number, value: string): Bytes => block(field, [...Buffer.from(value)]);

const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;

/** An attribute of a node with a whole number. */
const attribute = (name: string, value: number): Bytes =>
  block(5, [...text(1, name), ...whole(3, value), ...whole(20, 2)]);

const node = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  ...attributes: Bytes[]
): Bytes =>
  block(1, [
    ...inputs.flatMap((name) => text(1, name)),
    ...outputs.flatMap((name) => text(2, name)),
    ...text(4, op),
    ...attributes.flat(),
  ]);

/** A named input or output whose sizes are left open. */
const value = (name: string, type: number, ...sizes: string[]): Bytes => [
  ...text(1, name),
  ...block(
    2,
    block(1, [
      ...whole(1, type),
      ...block(
        2,
        sizes.flatMap((size) => block(1, text(2, size))),
      ),
    ]),
  ),
];

function model(nodes: readonly Bytes[], inputs: readonly Bytes[], outputs: readonly Bytes[]): Uint8Array {
  const graph = [
    ...nodes.flat(),
    ...text(2, 'cosines'),
    ...inputs.flatMap((input) => block(11, input)),
    ...outputs.flatMap((output) => block(12, output)),
  ];
  const operators = [...text(1, ''), ...whole(2, 13)];
  return Uint8Array.from([...whole(1, 8), ...block(7, graph), ...block(8, operators)]);
}

const factors = [value('a', FLOAT, 'm', 'd'), value('b', FLOAT, 'n', 'd')];

/** `product` = a·bᵀ. */
export function productGraph(): Uint8Array {
  const nodes = [node('Gemm', ['a', 'b'], ['product'], attribute('transB', 1))];
  return model(nodes, factors, [value('product', FLOAT, 'm', 'n')]);
}

/** `values` and `columns` of the `k` largest entries of each row of a·bᵀ, with `mask` added where there is one. */
export function largestGraph(masked: boolean): Uint8Array {
  const inputs = [...factors, value('k', INT64, 'one'), ...(masked ? [value('mask', FLOAT, 'm', 'n')] : [])];
  const nodes = [
    node('Gemm', masked ? ['a', 'b', 'mask'] : ['a', 'b'], ['product'], attribute('transB', 1)),
    node('TopK', ['product', 'k'], ['values', 'places']),
    node('Cast', ['places'], ['columns'], attribute('to', INT32)),
  ];
  return model(nodes, inputs, [value('values', FLOAT, 'm', 'k'), value('columns', INT32, 'm', 'k')]);
}
