import { createRequire } from 'node:module';
import { UsageError } from '../core/errors.ts';
import { distanceOf } from './distance.ts';
import { type Rules, removalOf, rulesOf } from './rules.ts';
import type { DedupResult, Pair, Removal, SelectionOptions } from './selection.ts';
import { checkVectors } from './vectors.ts';

/** Half a hundred modules, which only the reference needs. */
const mlDistance = (): typeof import('ml-distance') => createRequire(import.meta.url)('ml-distance');

/** Most rows of the reference: its matrix of distances takes rows² × 8 bytes (800 MB at this size). */
export const LARGEST_REFERENCE_ROWS = 10_000;

/**
 * Algorithm 1 of "Reasoning over Boundaries" (arXiv 2509.14760), word for word: a full matrix of cosine
 * distances (ml-distance), every pair looked at for every removal. O(N²) memory and O(N³) time; it is
 * there to say what the right answer is. `dedup` gives the same answer faster.
 *
 * @param vectors row-major rows × dimensions; rows need not be of unit length.
 * @throws UsageError for a shape or a rule that does not fit, or more than 10,000 rows.
 * @throws SpecloomError naming a row that is zero, NaN or infinite.
 */
export function dedupReference(vectors: Float32Array, options: SelectionOptions): DedupResult {
  checkVectors(vectors, options);
  if (options.rows > LARGEST_REFERENCE_ROWS)
    throw new UsageError(
      `the reference takes at most ${LARGEST_REFERENCE_ROWS} rows, got ${options.rows}: it holds all distances in memory; dedup does not`,
    );
  const rules = rulesOf(options);
  const distances = distanceMatrix(vectors, options);
  const survivors = Array.from({ length: options.rows }, (_, row) => row);
  const removed: Removal[] = [];
  while (survivors.length > rules.keep) {
    const found = nextRemoval(survivors, distances, rules);
    if (found === undefined) break;
    const removal = { ...found, order: removed.length + 1 };
    survivors.splice(survivors.indexOf(removal.index), 1);
    removed.push(removal);
    options.onStep?.(removal);
  }
  const closest = closestPair(survivors, distances, rules);
  return { kept: survivors, removed, minDistance: closest?.distance ?? null };
}

function nextRemoval(
  survivors: readonly number[],
  distances: readonly Float64Array[],
  rules: Rules,
): Omit<Removal, 'order'> | undefined {
  const pair = closestPair(survivors, distances, rules);
  if (pair === undefined) return lastRow(survivors, rules);
  if (pair.distance >= rules.minDistance) return undefined;
  const phiFirst = phi(pair.first, survivors, distances);
  const phiSecond = phi(pair.second, survivors, distances);
  return removalOf(pair, phiFirst, phiSecond, survivors.length, rules);
}

/** The last row of all has no pair. It goes only where nothing but a number says how many stay. */
function lastRow(survivors: readonly number[], rules: Rules): Omit<Removal, 'order'> | undefined {
  const [index] = survivors;
  if (survivors.length !== 1 || rules.protected[index!] === 1 || rules.minDistance < Number.POSITIVE_INFINITY)
    return undefined;
  return { index: index!, partner: null, distance: null, phi: 0, phiPartner: null };
}

function distanceMatrix(vectors: Float32Array, { rows, dimensions }: SelectionOptions): Float64Array[] {
  const points = Array.from({ length: rows }, (_, row) =>
    Float64Array.from(vectors.subarray(row * dimensions, (row + 1) * dimensions)),
  );
  const { similarity } = mlDistance();
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

/** The closest pair of which a row may go; of equally close ones the lowest (first, second). */
function closestPair(
  survivors: readonly number[],
  distances: readonly Float64Array[],
  rules: Rules,
): Pair | undefined {
  let best: Pair | undefined;
  survivors.forEach((first, position) => {
    const from = distances[first]!;
    for (let next = position + 1; next < survivors.length; next += 1) {
      const second = survivors[next]!;
      if (rules.protected[first] === 1 && rules.protected[second] === 1) continue;
      const distance = from[second]!;
      if (best === undefined || distance < best.distance) best = { first, second, distance };
    }
  });
  return best;
}

/** Sum of distances from a row to all other survivors, added up in ascending order of index. */
function phi(row: number, survivors: readonly number[], distances: readonly Float64Array[]): number {
  let sum = 0;
  for (const other of survivors) if (other !== row) sum += distances[row]![other]!;
  return sum;
}
