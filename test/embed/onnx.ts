import { FLOAT, INT64, node, onnxFile, tensor, value } from '../../src/dedup/onnx-file.ts';

/**
 * A model from `input_ids` (batch × tokens) to `last_hidden_state` (batch × tokens × dimensions): row i
 * of the table for token id i. That is one Gather node, the first layer of every BERT.
 */
export function lookupModel(table: readonly (readonly number[])[]): Uint8Array {
  return onnxFile({
    nodes: [node('Gather', ['table', 'input_ids'], ['last_hidden_state'])],
    tables: [tensor('table', [table.length, table[0]!.length], table.flat())],
    inputs: [value('input_ids', INT64, 'batch', 'tokens')],
    outputs: [value('last_hidden_state', FLOAT, 'batch', 'tokens', 'dimensions')],
  });
}
