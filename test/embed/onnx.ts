/**
 * Writes ONNX files by hand, as far as the tests need them: one Gather node that looks token ids up in
 * a table, which is the first layer of every BERT. ONNX is a protobuf schema; field numbers below are
 * those of onnx.proto.
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
const INT64 = 7;

/** A named input or output whose sizes are left open. */
function valueInfo(name: string, type: number, sizes: readonly string[]): Bytes {
  const shape = sizes.flatMap((size) => block(1, text(2, size)));
  return [...text(1, name), ...block(2, block(1, [...whole(1, type), ...block(2, shape)]))];
}

function tensor(name: string, sizes: readonly number[], values: readonly number[]): Bytes {
  const raw = [...new Uint8Array(Float32Array.from(values).buffer)];
  return [...sizes.flatMap((size) => whole(1, size)), ...whole(2, FLOAT), ...text(8, name), ...block(9, raw)];
}

/**
 * A model from `input_ids` (batch × tokens) to `last_hidden_state` (batch × tokens × dimensions): row i
 * of the table for token id i.
 */
export function lookupModel(table: readonly (readonly number[])[]): Uint8Array {
  const node = [
    ...text(1, 'table'),
    ...text(1, 'input_ids'),
    ...text(2, 'last_hidden_state'),
    ...text(4, 'Gather'),
  ];
  const graph = [
    ...block(1, node),
    ...text(2, 'lookup'),
    ...block(5, tensor('table', [table.length, table[0]!.length], table.flat())),
    ...block(11, valueInfo('input_ids', INT64, ['batch', 'tokens'])),
    ...block(12, valueInfo('last_hidden_state', FLOAT, ['batch', 'tokens', 'dimensions'])),
  ];
  return Uint8Array.from([
    ...whole(1, 8),
    ...block(7, graph),
    ...block(8, [...text(1, ''), ...whole(2, 13)]),
  ]);
}
