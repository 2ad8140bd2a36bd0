import { createRequire } from 'node:module';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Kernel } from './kernel.ts';
import { largestGraph, productGraph } from './onnx-graph.ts';

const MASKED = -4;

type Runtime = typeof import('onnxruntime-node');

/** The graphs, ready to run with a number of threads. They fit rows of any length. */
interface Sessions {
  readonly largest: InferenceSession;
  readonly largestAbove: InferenceSession;
  readonly product: InferenceSession;
}

/** By number of threads. Kept, since a session starts threads of its own and cannot be closed. */
const opened = new Map<number, Promise<Sessions>>();

/**
 * Matrix products by ONNX Runtime's GEMM. The choice of the largest entries is part of the graph: it runs
 * on the runtime's threads, and a product never leaves its memory.
 *
 * @throws whatever keeps ONNX Runtime from loading.
 */
export async function onnxKernel(dimensions: number, threads: number): Promise<Kernel> {
  // Its exports are made at run time: each loader of modules finds others in an import.
  const ort = createRequire(import.meta.url)('onnxruntime-node') as Runtime;
  const sessions = opened.get(threads) ?? open(ort, threads);
  opened.set(threads, sessions);
  const { largest, largestAbove, product } = await sessions;
  const matrix = (values: Float32Array, columns: number): Tensor =>
    new ort.Tensor('float32', values, [values.length / columns, columns]);
  const number = (k: number): Tensor => new ort.Tensor('int64', BigInt64Array.of(BigInt(k)), [1]);
  const masks = new Map<number, Tensor>();
  const maskOf = (rows: number): Tensor => {
    const mask = masks.get(rows) ?? matrix(lowerMask(rows), rows);
    masks.set(rows, mask);
    return mask;
  };
  return {
    name: 'onnx',
    async largest(a, b, k, upper) {
      const factors = { a: matrix(a, dimensions), b: matrix(b, dimensions), k: number(k) };
      const { values, columns } = upper
        ? await largestAbove.run({ ...factors, mask: maskOf(a.length / dimensions) })
        : await largest.run(factors);
      return { values: values!.data as Float32Array, columns: columns!.data as Int32Array };
    },
    async product(a, b, into) {
      const factors = { a: matrix(a, dimensions), b: matrix(b, dimensions) };
      await product.run(factors, { product: matrix(into, b.length / dimensions) });
    },
  };
}

async function open(ort: Runtime, threads: number): Promise<Sessions> {
  const session = (graph: Uint8Array): Promise<InferenceSession> =>
    ort.InferenceSession.create(graph, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
    });
  return {
    largest: await session(largestGraph(false)),
    largestAbove: await session(largestGraph(true)),
    product: await session(productGraph()),
  };
}

/** Zero above the diagonal; elsewhere what takes a cosine below all others. */
function lowerMask(rows: number): Float32Array {
  const mask = new Float32Array(rows * rows);
  for (let row = 0; row < rows; row += 1) mask.fill(MASKED, row * rows, row * rows + row + 1);
  return mask;
}
