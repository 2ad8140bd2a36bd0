import { type DedupOptions, type DedupResult, type Neighbourhood, selectGreedily } from './selection.ts';
import { distanceBetween, distanceTriangle, type Triangle, triangleStart } from './triangle.ts';
import { checkVectors } from './vectors.ts';

/** Most rows that are taken: their distances take rows²/2 × 8 bytes (1.6 GB at this size). */
export const LARGEST_ROWS = 20_000;

/**
 * Algorithm 1 of "Reasoning over Boundaries" (arXiv 2509.14760), exactly as `dedupReference` has it, in
 * about O(N²) after the distances: each row remembers its nearest row of higher index. Distances, sums
 * and their order are those of the reference, so the result is the same to the last bit.
 *
 * @param vectors row-major rows × dimensions; rows need not be of unit length.
 * @throws UsageError for a shape that does not fit or more than 20,000 rows.
 * @throws SpecloomError naming a row that is zero, NaN or infinite.
 */
export async function dedup(vectors: Float32Array, options: DedupOptions): Promise<DedupResult> {
  checkVectors(vectors, options, LARGEST_ROWS);
  const triangle = await distanceTriangle(vectors, options.rows, options.dimensions);
  return selectGreedily(options, rememberingNeighbourhood(triangle));
}

/**
 * Removals only raise nearest distances, so a remembered distance whose row has been removed is still a
 * lower bound. It is looked up anew only when it would win; survivors are walked in ascending order, so
 * a bound that merely equals the best so far cannot win the tie either.
 */
function rememberingNeighbourhood(triangle: Triangle): Neighbourhood {
  const { rows, distances } = triangle;
  const gone = new Uint8Array(rows);
  const nearest = new Int32Array(rows).fill(-1);
  const nearestDistance = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const lookUp = (row: number): void => {
    const start = triangleStart(rows, row);
    let bestRow = -1;
    let best = Number.POSITIVE_INFINITY;
    for (let other = row + 1; other < rows; other += 1) {
      const distance = distances[start + other]!;
      if (distance < best && gone[other] === 0) {
        best = distance;
        bestRow = other;
      }
    }
    nearest[row] = bestRow;
    nearestDistance[row] = best;
  };
  for (let row = 0; row < rows; row += 1) lookUp(row);

  return {
    closest(survivors) {
      let first = -1;
      let best = Number.POSITIVE_INFINITY;
      for (const row of survivors) {
        if (nearestDistance[row]! >= best) continue;
        if (gone[nearest[row]!] === 1) lookUp(row);
        if (nearestDistance[row]! >= best) continue;
        first = row;
        best = nearestDistance[row]!;
      }
      return { first, second: nearest[first]!, distance: best };
    },
    phi(row, survivors) {
      let sum = 0;
      for (const other of survivors) if (other !== row) sum += distanceBetween(triangle, row, other);
      return sum;
    },
    forget(row) {
      gone[row] = 1;
    },
  };
}
