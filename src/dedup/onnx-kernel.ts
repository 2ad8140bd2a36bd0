import { createRequire } from 'node:module';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Kernel } from './kernel.ts';
import { largestGraph, productGraph } from './onnx-graph.ts';

const MASKED = -4;

/**
 * Matrix products by ONNX Runtime's GEMM. The choice of the largest entries is part of the graph: it runs
 * on the runtime's threads, and a product never leaves its memory.
 *
 * @throws whatever keeps ONNX Runtime from loading.
 */
export async function onnxKernel(dimensions: number, threads: number): Promise<Kernel> {
  // Its exports are made at run time: each loader of modules finds others in an import.
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node');
  const open = (graph: Uint8Array): Promise<InferenceSession> =>
    ort.InferenceSession.create(graph, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
    });
  const [plain, masked, product] = [
    await open(largestGraph(false)),
    await open(largestGraph(true)),
    await open(productGraph()),
  ];
  const matrix = (values: Float32Array, columns: number): Tensor =>
    new ort.Tensor('float32', values, [values.length / columns, columns]);
  const number = (k: number): Tensor => new ort.Tensor('int64', BigInt64Array.of(BigInt(k)), [1]);
  const masks = new Map<number, Tensor>();
  const maskOf = (rows: number): Tensor => {
    const known = masks.get(rows) ?? matrix(lowerMask(rows), rows);
    masks.set(rows, known);
    return known;
  };
  return {
    name: 'onnx',
    async largest(a, b, k, upper) {
      const factors = { a: matrix(a, dimensions), b: matrix(b, dimensions), k: number(k) };
      const { values, columns } = upper
        ? await masked.run({ ...factors, mask: maskOf(a.length / dimensions) })
        : await plain.run(factors);
      return { values: values!.data as Float32Array, columns: columns!.data as Int32Array };
    },
    async product(a, b) {
      const { product: result } = await product.run({ a: matrix(a, dimensions), b: matrix(b, dimensions) });
      return result!.data as Float32Array;
    },
  };
}

/** Zero above the diagonal; elsewhere what takes a cosine below all others. */
function lowerMask(rows: number): Float32Array {
  const mask = new Float32Array(rows * rows);
  for (let row = 0; row < rows; row += 1) mask.fill(MASKED, row * rows, row * rows + row + 1);
  return mask;
}
