import { takeTurn } from './engine.ts';
import { type ExactRows, exactDistance } from './exact.ts';
import { HALF_STEP } from './greedy-state.ts';
import type { Kernel } from './kernel.ts';
import type { Neighbours } from './neighbours.ts';
import { firstRow, type Points } from './points.ts';
import { type UnitPoints, unitRows } from './unit.ts';
import { gatherRows } from './vectors.ts';

/** Points of different bits at distance 0 from each other, such as rows that differ in length only. */
export interface ZeroPairs {
  /** Of a point that is in no crowd, all points at distance 0. */
  readonly adjacent: ReadonlyMap<number, readonly number[]>;
  /**
   * 1 for a point that has more points at distance 0 than a list holds. With N such points there may be N²
   * pairs, so theirs are not listed.
   */
  readonly crowd: Uint8Array;
}

/** Most points at distance 0 that are listed of one point. */
const LARGEST_LIST = 256;
const CROWD_ROWS = 64;
const CROWD_COLUMNS = 4096;

/** Finds them from the neighbour lists; only crowds are multiplied again. */
export async function findZeroPairs(
  rows: ExactRows,
  points: Points,
  unit: UnitPoints,
  neighbours: Neighbours,
  kernel: Kernel,
  signal: AbortSignal | undefined,
): Promise<ZeroPairs> {
  const least = 1 - unit.error - HALF_STEP;
  const { k, cosines, points: near } = neighbours;
  const crowd = new Uint8Array(points.count);
  for (let point = 0; point < points.free; point += 1)
    if (cosines[point * k + k - 1]! >= least) crowd[point] = 1;
  /** Points whose lists are too short, and whose pairs come from products; others may turn out to be crowded later. */
  const multiplied = crowd.slice();
  const adjacent = new Map<number, number[]>();
  const note = (point: number, other: number): void => {
    const known = adjacent.get(point);
    if (known === undefined) adjacent.set(point, [other]);
    else if (known.length < LARGEST_LIST) known.push(other);
    else {
      crowd[point] = 1;
      adjacent.delete(point);
    }
  };
  const link = (a: number, b: number): void => {
    if (exactDistance(rows, firstRow(points, a), rows, firstRow(points, b)) !== 0) return;
    if (crowd[a] === 0) note(a, b);
    if (crowd[b] === 0) note(b, a);
  };
  for (let point = 0; point < points.free; point += 1) {
    if (multiplied[point] === 1) continue;
    for (let at = point * k; cosines[at]! >= least; at += 1)
      if (multiplied[near[at]!] === 0) link(point, near[at]!);
  }
  await eachLikely(unit, points, multiplied, kernel, least, signal, (member, other) => {
    if (multiplied[other] === 0) link(member, other);
  });
  return { adjacent, crowd };
}

/** Calls `each` for every point that is to be multiplied and every point that is near it by float32 cosine. */
async function eachLikely(
  unit: UnitPoints,
  points: Points,
  multiplied: Uint8Array,
  kernel: Kernel,
  least: number,
  signal: AbortSignal | undefined,
  each: (member: number, other: number) => void,
): Promise<void> {
  const all: number[] = [];
  for (let point = 0; point < points.free; point += 1) if (multiplied[point] === 1) all.push(point);
  const buffer = new Float32Array(Math.min(CROWD_ROWS, all.length) * CROWD_COLUMNS);
  for (let start = 0; start < all.length; start += CROWD_ROWS) {
    const batch = all.slice(start, start + CROWD_ROWS);
    const own = gatherRows(unit.values, unit.dimensions, batch);
    for (let from = 0; from < points.count; from += CROWD_COLUMNS) {
      const to = Math.min(from + CROWD_COLUMNS, points.count);
      await takeTurn(signal);
      const product = buffer.subarray(0, batch.length * (to - from));
      await kernel.product(own, unitRows(unit, from, to), product);
      for (let at = 0; at < product.length; at += 1)
        if (product[at]! >= least) each(batch[Math.floor(at / (to - from))]!, from + (at % (to - from)));
    }
  }
}
