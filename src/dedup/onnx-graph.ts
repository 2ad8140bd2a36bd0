import { attribute, FLOAT, INT32, INT64, node, onnxFile, value } from './onnx-file.ts';

const factors = [value('a', FLOAT, 'm', 'd'), value('b', FLOAT, 'n', 'd')];

/** `product` = a·bᵀ. */
export function productGraph(): Uint8Array {
  return onnxFile({
    nodes: [node('Gemm', ['a', 'b'], ['product'], attribute('transB', 1))],
    inputs: factors,
    outputs: [value('product', FLOAT, 'm', 'n')],
  });
}

/** `values` and `columns` of the `k` largest entries of each row of a·bᵀ, with `mask` added where there is one. */
export function largestGraph(masked: boolean): Uint8Array {
  return onnxFile({
    nodes: [
      node('Gemm', masked ? ['a', 'b', 'mask'] : ['a', 'b'], ['product'], attribute('transB', 1)),
      node('TopK', ['product', 'k'], ['values', 'places']),
      node('Cast', ['places'], ['columns'], attribute('to', INT32)),
    ],
    inputs: [...factors, value('k', INT64, 'one'), ...(masked ? [value('mask', FLOAT, 'm', 'n')] : [])],
    outputs: [value('values', FLOAT, 'm', 'k'), value('columns', INT32, 'm', 'k')],
  });
}
