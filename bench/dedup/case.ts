/** One measurement, in a process of its own so that its peak memory is its own. Prints a line of JSON. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dedup, dedupReference, type EngineStats } from '../../src/dedup/index.ts';
import { productGraph } from '../../src/dedup/onnx-graph.ts';

export interface Selected {
  readonly ms: number;
  readonly kept: string;
  readonly stats?: EngineStats;
  readonly peakMb: number;
}

/** Milliseconds of the upper triangle, by shape of block. */
export type Limit = Readonly<Record<string, number>>;

const shapes = [
  [1024, 4096],
  [512, 8192],
  [1024, 8192],
] as const;

function readRows(path: string, dimensions: number) {
  const bytes = readFileSync(path);
  const vectors = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return { vectors, rows: vectors.length / dimensions, dimensions };
}

const digestOf = (kept: readonly number[]): string =>
  createHash('sha256').update(kept.join(',')).digest('hex');

async function select(path: string, dimensions: number): Promise<Selected> {
  const { vectors, rows } = readRows(path, dimensions);
  let stats: EngineStats | undefined;
  const started = performance.now();
  const { kept } = await dedup(vectors, { rows, dimensions, keep: '50%', onStats: (each) => (stats = each) });
  const ms = performance.now() - started;
  return { ms, kept: digestOf(kept), stats: stats!, peakMb: process.resourceUsage().maxRSS / 1024 };
}

function reference(path: string, dimensions: number): Selected {
  const { vectors, rows } = readRows(path, dimensions);
  const started = performance.now();
  const { kept } = dedupReference(vectors, { rows, dimensions, keep: '50%' });
  const ms = performance.now() - started;
  return { ms, kept: digestOf(kept), peakMb: process.resourceUsage().maxRSS / 1024 };
}

/**
 * What no exact selection by this runtime can be faster than: its product of the upper triangle, and nothing
 * else. The products are written to the same place again and again.
 */
async function limit(path: string, dimensions: number, points: number): Promise<Limit> {
  const { vectors } = readRows(path, dimensions);
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node');
  const session = await ort.InferenceSession.create(productGraph(), {
    intraOpNumThreads: availableParallelism(),
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const matrix = (values: Float32Array, columns: number) =>
    new ort.Tensor('float32', values, [values.length / columns, columns]);
  const rowsOf = (from: number, to: number) =>
    matrix(vectors.subarray(from * dimensions, Math.min(to, points) * dimensions), dimensions);
  const took: Record<string, number> = {};
  for (const [height, width] of shapes) {
    const room = new Float32Array(height * width);
    const multiply = async (first: number, from: number): Promise<void> => {
      const [a, b] = [rowsOf(first, first + height), rowsOf(from, from + width)];
      const [m, n] = [a.dims[0]!, b.dims[0]!];
      await session.run({ a, b }, { product: matrix(room.subarray(0, m * n), n) });
    };
    await multiply(0, 0);
    const started = performance.now();
    for (let first = 0; first < points; first += height)
      for (let from = first; from < points; from += width) await multiply(first, from);
    took[`${height}x${width}`] = performance.now() - started;
  }
  return took;
}

const [what, path, dimensions, points] = process.argv.slice(2);
const forms = {
  select: () => select(path!, Number(dimensions)),
  reference: () => reference(path!, Number(dimensions)),
  limit: () => limit(path!, Number(dimensions), Number(points)),
};
process.stdout.write(`${JSON.stringify(await forms[what as keyof typeof forms]())}\n`);
