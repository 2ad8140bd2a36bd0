import { similarity } from 'ml-distance';
import { distanceOf } from './distance.ts';
import {
  type DedupOptions,
  type DedupResult,
  type Neighbourhood,
  type Pair,
  selectGreedily,
} from './selection.ts';
import { checkVectors } from './vectors.ts';

/** Most rows of the reference: its matrix of distances takes rows² × 8 bytes (800 MB at this size). */
export const LARGEST_REFERENCE_ROWS = 10_000;

/**
 * Algorithm 1 of "Reasoning over Boundaries" (arXiv 2509.14760), word for word: a full matrix of cosine
 * distances (ml-distance), every pair looked at for every removal. O(N²) memory and O(N³) time; it is
 * there to say what the right answer is. `dedup` gives the same answer faster.
 *
 * @param vectors row-major rows × dimensions; rows need not be of unit length.
 * @throws UsageError for a shape that does not fit or more than 10,000 rows.
 * @throws SpecloomError naming a row that is zero, NaN or infinite.
 */
export function dedupReference(vectors: Float32Array, options: DedupOptions): DedupResult {
  checkVectors(vectors, options, LARGEST_REFERENCE_ROWS);
  return selectGreedily(options, literalNeighbourhood(distanceMatrix(vectors, options)));
}

function distanceMatrix(vectors: Float32Array, { rows, dimensions }: DedupOptions): Float64Array[] {
  const points = Array.from({ length: rows }, (_, row) =>
    Float64Array.from(vectors.subarray(row * dimensions, (row + 1) * dimensions)),
  );
  const matrix = points.map(() => new Float64Array(rows));
  for (let i = 0; i < rows; i += 1) {
    for (let j = i + 1; j < rows; j += 1) {
      const distance = distanceOf(similarity.cosine(points[i]!, points[j]!));
      matrix[i]![j] = distance;
      matrix[j]![i] = distance;
    }
  }
  return matrix;
}

function literalNeighbourhood(distances: readonly Float64Array[]): Neighbourhood {
  return {
    closest(survivors) {
      let best: Pair = { first: -1, second: -1, distance: Number.POSITIVE_INFINITY };
      survivors.forEach((first, position) => {
        const from = distances[first]!;
        for (let next = position + 1; next < survivors.length; next += 1) {
          const distance = from[survivors[next]!]!;
          if (distance < best.distance) best = { first, second: survivors[next]!, distance };
        }
      });
      return best;
    },
    phi(row, survivors) {
      let sum = 0;
      for (const other of survivors) if (other !== row) sum += distances[row]![other]!;
      return sum;
    },
  };
}
