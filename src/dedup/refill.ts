import { HALF_STEP } from './greedy-state.ts';
import type { Kernel } from './kernel.ts';
import type { UnitPoints } from './unit.ts';
import { gatherRows } from './vectors.ts';

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

/** What is wanted of a search. */
export interface Wanted {
  /** Neighbours of each point, where float32 can tell them apart. */
  readonly length: number;
  /** Most neighbours of a point where many are equally far. */
  readonly tied: number;
}

/** Float32 cosines of a few points with all points, m × count, row-major, written into `scratch`. */
export async function cosinesOf(
  batch: readonly number[],
  unit: UnitPoints,
  kernel: Kernel,
  scratch: Float32Array,
): Promise<readonly Float32Array[]> {
  const { dimensions, values } = unit;
  const count = values.length / dimensions;
  await kernel.product(
    gatherRows(values, dimensions, batch),
    values,
    scratch.subarray(0, batch.length * count),
  );
  return batch.map((_, row) => scratch.subarray(row * count, (row + 1) * count));
}

/**
 * The nearest survivors of a point, later and earlier ones: float32 chooses those that can matter, exact
 * distances decide.
 *
 * @param cosines of the point with all points; @param error how far they may be off.
 */
export function exactList(
  point: number,
  cosines: Float32Array,
  surviving: Surviving,
  error: number,
  wanted: Wanted,
): ExactList {
  const near = largest(point, cosines, surviving, wanted.length);
  const complete = near.length < wanted.length;
  const bound = complete ? Number.POSITIVE_INFINITY : 1 - cosines[near.at(-1)!]! - error;
  const list = nearestOf(point, near, surviving, bound, wanted);
  if (complete || list.distances[0]! < bound) return list;
  // So many are equally near, as far as float32 tells, that none is trusted: look at all of those.
  const least = cosines[near[0]!]! - 3 * error;
  const tied: number[] = [];
  for (let other = 0; other < cosines.length; other += 1)
    if (cosines[other]! >= least && other !== point && surviving.isAlive(other)) tied.push(other);
  return nearestOf(point, tied, surviving, 1 - least - error, { ...wanted, length: 4 * wanted.length });
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

/**
 * The others in the order of their pairs: all up to the `length`-th distance, and no more than `most`. Where
 * some are left out, the bound is the distance of the last.
 */
function nearestOf(
  point: number,
  others: readonly number[],
  surviving: Surviving,
  bound: number,
  { length, tied }: Wanted,
): ExactList {
  const distances = Float64Array.from(others, (other) => surviving.distance(point, other));
  // Thousands may be within float32's error of each other; only the first are put in order.
  const last = others.length > length ? distances.toSorted()[length - 1]! : Number.POSITIVE_INFINITY;
  const order = Array.from(others.keys()).filter((at) => distances[at]! <= last);
  order.sort((a, b) => {
    const difference = distances[a]! - distances[b]!;
    if (difference !== 0) return difference;
    return surviving.comesBefore(point, others[a]!, others[b]!) ? -1 : 1;
  });
  if (order.length > Math.max(tied, length)) order.length = Math.max(tied, length);
  return {
    points: Int32Array.from(order, (at) => others[at]!),
    distances: Float64Array.from(order, (at) => distances[at]!),
    bound: order.length < others.length ? last + HALF_STEP : bound,
  };
}
