import { createRequire } from 'node:module';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Kernel } from './kernel.ts';
import { largestGraph, productGraph } from './onnx-graph.ts';
import { plainKernel } from './plain-kernel.ts';

const MASKED = -4;

/** Multiply-adds of a product that JavaScript has done before another graph is open. */
const SMALL_PRODUCT = 1e7;

type Runtime = typeof import('onnxruntime-node');

/** They fit rows of any length. */
const graphs = {
  largest: () => largestGraph(false),
  largestAbove: () => largestGraph(true),
  product: productGraph,
};

/** Sessions by graph and number of threads. Kept, since each starts threads of its own and cannot be closed. */
const opened = new Map<string, Promise<InferenceSession>>();

/**
 * Matrix products by ONNX Runtime's GEMM. The choice of the largest entries is part of the graph: it runs
 * on the runtime's threads, and a product never leaves its memory.
 *
 * @throws whatever keeps ONNX Runtime from loading and from running a graph.
 */
export async function onnxKernel(dimensions: number, threads: number): Promise<Kernel> {
  // Its exports are made at run time: each loader of modules finds others in an import.
  const ort = createRequire(import.meta.url)('onnxruntime-node') as Runtime;
  await sessionOf(ort, 'largest', threads);
  const matrix = (values: Float32Array, columns: number): Tensor =>
    new ort.Tensor('float32', values, [values.length / columns, columns]);
  const number = (k: number): Tensor => new ort.Tensor('int64', BigInt64Array.of(BigInt(k)), [1]);
  const plain = plainKernel(dimensions);
  const masks = new Map<number, Tensor>();
  const maskOf = (rows: number): Tensor => {
    const mask = masks.get(rows) ?? matrix(lowerMask(rows), rows);
    masks.set(rows, mask);
    return mask;
  };
  return {
    name: 'onnx',
    async largest(a, b, k, upper) {
      const session = await sessionOf(ort, upper ? 'largestAbove' : 'largest', threads);
      const factors = { a: matrix(a, dimensions), b: matrix(b, dimensions), k: number(k) };
      const found = await session.run(upper ? { ...factors, mask: maskOf(a.length / dimensions) } : factors);
      return { values: found.values!.data as Float32Array, columns: found.columns!.data as Int32Array };
    },
    async product(a, b, into) {
      if (a.length * (b.length / dimensions) < SMALL_PRODUCT) return plain.product(a, b, into);
      const session = await sessionOf(ort, 'product', threads);
      const factors = { a: matrix(a, dimensions), b: matrix(b, dimensions) };
      await session.run(factors, { product: matrix(into, b.length / dimensions) });
    },
  };
}

function sessionOf(ort: Runtime, graph: keyof typeof graphs, threads: number): Promise<InferenceSession> {
  const key = `${graph}/${threads}`;
  const session =
    opened.get(key) ??
    ort.InferenceSession.create(graphs[graph](), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
    });
  opened.set(key, session);
  return session;
}

/** Zero above the diagonal; elsewhere what takes a cosine below all others. */
function lowerMask(rows: number): Float32Array {
  const mask = new Float32Array(rows * rows);
  for (let row = 0; row < rows; row += 1) mask.fill(MASKED, row * rows, row * rows + row + 1);
  return mask;
}
