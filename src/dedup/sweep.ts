import { type DedupOptions, dedup } from './dedup.ts';
import type { Removal } from './selection.ts';

/** How many rows survive when pairs nearer than `minDistance` are thinned out. */
export interface SweepRow {
  readonly minDistance: number;
  readonly survivors: number;
}

/** Distances of a sweep that names none. */
export const sweepDistances: readonly number[] = [
  0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
];

/**
 * How many rows survive at which d_min. One selection tells all: pairs are removed in the order of their
 * distance, so where it stops for a smaller distance is a place that it passes on the way to a larger one.
 *
 * @param options.distances ascending or not, on [0, 2]; the rows come in their order.
 * @throws as `dedup`.
 */
export async function sweep(
  vectors: Float32Array,
  options: Omit<DedupOptions, 'keep' | 'minDistance'> & { readonly distances?: readonly number[] },
): Promise<readonly SweepRow[]> {
  const { distances = sweepDistances, ...rest } = options;
  const { removed } = await dedup(vectors, { ...rest, minDistance: Math.max(0, ...distances) });
  return survivorsAt(removed, options.rows, distances);
}

/** Reads a sweep off the removals of a selection that went on to the largest of these distances. */
export function survivorsAt(
  removed: readonly Removal[],
  rows: number,
  distances: readonly number[],
): readonly SweepRow[] {
  return distances.map((minDistance) => ({
    minDistance,
    survivors: rows - removed.filter(({ distance }) => distance! < minDistance).length,
  }));
}
