import { rank } from '../../core/random.ts';
import { distanceHistogram, gatherRows, type HistogramBin, nearestRows } from '../../dedup/index.ts';
import { engineOf, type Work } from './work.ts';

/** How far rows are from their nearest other row, whatever its group. */
export interface NearestHistogram {
  /** Rows whose nearest row was sought. Fewer than `of`: a sample, drawn by key. */
  readonly rows: number;
  readonly of: number;
  readonly sample: boolean;
  /** How many of them have their nearest row in [from, to); none where there is one row in all. */
  readonly bins: readonly HistogramBin[];
}

/** Most rows whose nearest row is sought. */
export const LARGEST_SAMPLE = 5_000;

/**
 * The distances from rows to their nearest other row, for all rows or a sample of 5,000 of them.
 *
 * @param rows the rows that there are, as positions in the vectors; @param what for the progress line.
 */
export async function nearestHistogram(
  vectors: Float32Array,
  dimensions: number,
  rows: readonly number[],
  what: string,
  work: Work,
): Promise<NearestHistogram> {
  const base = rows.length * dimensions === vectors.length ? vectors : gatherRows(vectors, dimensions, rows);
  const places = sampled(rows);
  const engine = { ...engineOf(work, what, places.length), dimensions };
  const { distances } =
    places.length === rows.length
      ? await nearestRows(base, base, { ...engine, self: true })
      : await nearestRows(gatherRows(base, dimensions, places), base, {
          ...engine,
          // A row of the sample is in the base as well, and is not its own neighbour.
          groups: { queries: places, base: rows.map((_, place) => place) },
        });
  return {
    rows: places.length,
    of: rows.length,
    sample: places.length < rows.length,
    bins: distanceHistogram(distances),
  };
}

/** Places of the rows whose ranks are lowest, ascending: a row of the smaller set that was in the sample of the larger stays in it. */
function sampled(rows: readonly number[]): readonly number[] {
  const places = rows.map((_, place) => place);
  if (rows.length <= LARGEST_SAMPLE) return places;
  const ranks = rows.map((row) => rank(0, 'nearest-histogram', String(row)));
  return places
    .sort((a, b) => (ranks[a]! < ranks[b]! ? -1 : 1))
    .slice(0, LARGEST_SAMPLE)
    .sort((a, b) => a - b);
}

/** The histogram before a selection and, where there was one, after it. */
export async function measuredHistogram(
  vectors: Float32Array,
  dimensions: number,
  rows: number,
  kept: readonly number[] | undefined,
  work: Work,
): Promise<{ before: NearestHistogram; after?: NearestHistogram }> {
  const all = Array.from({ length: rows }, (_, row) => row);
  const before = await nearestHistogram(vectors, dimensions, all, 'measuring before', work);
  if (kept === undefined) return { before };
  return { before, after: await nearestHistogram(vectors, dimensions, kept, 'measuring after', work) };
}
