import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type ExactRows, exactDistance } from './exact.ts';
import type { GreedyState } from './greedy-state.ts';
import type { Points } from './points.ts';
import type { ZeroPairs } from './zero-pairs.ts';

/** Rows swept between two looks at the signal. */
const STEP = 4096;

/**
 * Removes rows as long as there are pairs at distance 0, which come before all others, in the order of
 * the algorithm: lowest (first, second) first. One sweep does: removals make no new pairs, so a row that
 * has no higher partner left will never have one again.
 *
 * @returns whether a pair at distance 0 is left, because the stop rule was met before.
 */
export async function removeCopies(
  state: GreedyState,
  rows: ExactRows,
  points: Points,
  zero: ZeroPairs,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const partnerOf = partnerFinder(state, rows, points, zero);
  const { alive } = state.survivors;
  for (let row = 0; row < alive.length; row += 1) {
    if (row % STEP === STEP - 1) {
      await letOthersRun();
      signal?.throwIfAborted();
    }
    while (alive[row] === 1) {
      const partner = partnerOf(row);
      if (partner < 0) break;
      if (state.full || state.rules.minDistance <= 0) return true;
      state.settle({ first: row, second: partner, distance: 0 });
    }
  }
  return false;
}

/** Finds the lowest surviving row above `row` at distance 0 of which one may go; -1 where there is none. Rows must be asked for in ascending order. */
function partnerFinder(
  state: GreedyState,
  rows: ExactRows,
  { pointOf, members, starts }: Points,
  { adjacent, crowd }: ZeroPairs,
): (row: number) => number {
  const { alive } = state.survivors;
  const isProtected = state.rules.protected;
  /** Of each point, its first member that may still be of use. */
  const cursors = starts.slice();
  const lowestMember = (point: number, row: number): number => {
    const end = starts[point + 1]!;
    let at = cursors[point]!;
    while (at < end && (members[at]! <= row || alive[members[at]!] === 0)) at += 1;
    cursors[point] = at;
    for (; at < end; at += 1) {
      const other = members[at]!;
      if (alive[other] === 1 && !(isProtected[row] === 1 && isProtected[other] === 1)) return other;
    }
    return -1;
  };
  const inCrowd = (row: number): number => {
    for (let other = row + 1; other < alive.length; other += 1) {
      if (alive[other] === 0 || (isProtected[row] === 1 && isProtected[other] === 1)) continue;
      if (pointOf[row] === pointOf[other] || exactDistance(rows, row, rows, other) === 0) return other;
    }
    return -1;
  };
  return (row) => {
    const point = pointOf[row]!;
    if (crowd[point] === 1) return inCrowd(row);
    let lowest = lowestMember(point, row);
    for (const other of adjacent.get(point) ?? []) {
      const found = lowestMember(other, row);
      if (found >= 0 && (lowest < 0 || found < lowest)) lowest = found;
    }
    return lowest;
  };
}
