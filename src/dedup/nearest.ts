import type { EngineOptions } from './engine.ts';
import { exactDistance, exactRows } from './exact.ts';
import { checkVectors } from './vectors.ts';

export interface NearestOptions extends EngineOptions {
  readonly dimensions: number;
  /** The base is the queries themselves: a row is not its own neighbour. */
  readonly self?: boolean;
  /** A number per query and one per base row: rows of the same number are not compared. */
  readonly groups?: { readonly queries: ArrayLike<number>; readonly base: ArrayLike<number> };
}

/** Of each query: its nearest base row, the lowest of equally near ones; -1 and NaN where there is none. */
export interface Nearest {
  readonly rows: Int32Array;
  /** Exact cosine distances, on [0, 2]. */
  readonly distances: Float64Array;
}

/**
 * Finds the nearest row of another set for each row of a set.
 *
 * @param queries row-major n × dimensions; @param base row-major m × dimensions.
 * @throws UsageError for a shape that does not fit; SpecloomError naming a row that is zero, NaN or infinite.
 */
export async function nearestRows(
  queries: Float32Array,
  base: Float32Array,
  { dimensions, self = false, groups }: NearestOptions,
): Promise<Nearest> {
  checkVectors(queries, { rows: queries.length / dimensions, dimensions });
  checkVectors(base, { rows: base.length / dimensions, dimensions });
  const from = exactRows(queries, dimensions);
  const to = self ? from : exactRows(base, dimensions);
  const rows = new Int32Array(from.squares.length).fill(-1);
  const distances = new Float64Array(rows.length).fill(Number.NaN);
  for (let row = 0; row < rows.length; row += 1)
    for (let other = 0; other < to.squares.length; other += 1) {
      if (self && row === other) continue;
      if (groups !== undefined && groups.queries[row] === groups.base[other]) continue;
      const distance = exactDistance(from, row, to, other);
      if (distance >= distances[row]!) continue;
      rows[row] = other;
      distances[row] = distance;
    }
  return { rows, distances };
}
