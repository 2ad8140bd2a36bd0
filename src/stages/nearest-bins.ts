import { distanceHistogram, type HistogramBin, nearestRows } from '../dedup/index.ts';

/** Most rows whose nearest neighbours are looked up for a histogram. */
const MOST = 2000;

/** How far rows are from their nearest neighbours. */
export interface NearestBins {
  /** Bins that something is in. */
  readonly bins: HistogramBin[];
  /** How many rows were looked at, where not all. */
  readonly sampled: number | undefined;
}

/**
 * Distances of rows to their nearest neighbours among all rows, as a histogram; of the first 2,000 rows
 * where there are more: in an order of keyed ranks, those are a sample by key.
 *
 * @param vectors row-major, rows in the order of keyed ranks
 */
export async function nearestBins(
  vectors: Float32Array,
  dimensions: number,
  signal: AbortSignal,
): Promise<NearestBins> {
  const rows = vectors.length / dimensions;
  const sampled = rows > MOST ? MOST : undefined;
  const numbers = Int32Array.from({ length: rows }, (_, row) => row);
  const { distances } =
    sampled === undefined
      ? await nearestRows(vectors, vectors, { dimensions, self: true, signal })
      : await nearestRows(vectors.subarray(0, sampled * dimensions), vectors, {
          dimensions,
          signal,
          groups: { queries: numbers.subarray(0, sampled), base: numbers },
        });
  return { bins: distanceHistogram(distances).filter(({ count }) => count > 0), sampled };
}
