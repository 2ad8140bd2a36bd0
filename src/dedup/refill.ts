import { HALF_STEP } from './greedy-state.ts';
import type { Kernel } from './kernel.ts';
import { type UnitPoints, unitRows } from './unit.ts';

/** Exact neighbours of a point, nearest first. One is the nearest of all survivors if its distance is below `bound`. */
export interface ExactList {
  readonly points: Int32Array;
  readonly distances: Float64Array;
  /** No survivor that is not listed comes before one that is nearer than this. */
  readonly bound: number;
}

/** What the search for neighbours has to know of the selection. */
export interface Surviving {
  readonly count: number;
  isAlive(point: number): boolean;
  distance(point: number, other: number): number;
  /** Whether the pair (point, a) comes before (point, b) where both distances are equal. */
  comesBefore(point: number, a: number, b: number): boolean;
}

/**
 * Seeks the nearest survivors of a few points again, later and earlier ones: float32 cosines with all
 * points, then exact distances of those that can matter.
 *
 * @param length neighbours wanted for each.
 * @param scratch room for batch × count cosines.
 */
export async function exactLists(
  batch: readonly number[],
  surviving: Surviving,
  unit: UnitPoints,
  kernel: Kernel,
  length: number,
  scratch: Float32Array,
): Promise<readonly ExactList[]> {
  const { dimensions, error } = unit;
  const { count } = surviving;
  const own = new Float32Array(batch.length * dimensions);
  batch.forEach((point, at) => {
    own.set(unitRows(unit, point, point + 1), at * dimensions);
  });
  const cosines = scratch.subarray(0, batch.length * count);
  await kernel.product(own, unitRows(unit, 0, count), cosines);
  return batch.map((point, row) =>
    exactList(point, cosines.subarray(row * count, (row + 1) * count), surviving, error, length),
  );
}

function exactList(
  point: number,
  cosines: Float32Array,
  surviving: Surviving,
  error: number,
  length: number,
): ExactList {
  const near = largest(point, cosines, surviving, length);
  const complete = near.length < length;
  const bound = complete ? Number.POSITIVE_INFINITY : 1 - cosines[near.at(-1)!]! - error;
  const list = inOrder(point, near, surviving, bound);
  if (complete || list.distances[0]! < bound) return list;
  // So many are equally near, as far as float32 tells, that none is trusted: look at all of those.
  const least = cosines[near[0]!]! - 3 * error;
  const tied: number[] = [];
  for (let other = 0; other < cosines.length; other += 1)
    if (cosines[other]! >= least && other !== point && surviving.isAlive(other)) tied.push(other);
  const all = inOrder(point, tied, surviving, 1 - least - error);
  if (tied.length <= 4 * length) return all;
  const distances = all.distances.slice(0, 4 * length);
  return { points: all.points.slice(0, 4 * length), distances, bound: distances.at(-1)! + HALF_STEP };
}

/** The survivors of largest cosine, largest first. */
function largest(point: number, cosines: Float32Array, surviving: Surviving, length: number): number[] {
  const found: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let other = 0; other < cosines.length; other += 1) {
    const cosine = cosines[other]!;
    if (cosine <= least || other === point || !surviving.isAlive(other)) continue;
    let place = found.length;
    while (place > 0 && cosines[found[place - 1]!]! < cosine) place -= 1;
    found.splice(place, 0, other);
    if (found.length > length) found.pop();
    if (found.length === length) least = cosines[found.at(-1)!]!;
  }
  return found;
}

function inOrder(point: number, others: readonly number[], surviving: Surviving, bound: number): ExactList {
  const pairs = others.map((other) => ({ other, distance: surviving.distance(point, other) }));
  pairs.sort((a, b) => {
    if (a.distance !== b.distance) return a.distance - b.distance;
    return surviving.comesBefore(point, a.other, b.other) ? -1 : 1;
  });
  return {
    points: Int32Array.from(pairs, ({ other }) => other),
    distances: Float64Array.from(pairs, ({ distance }) => distance),
    bound,
  };
}
