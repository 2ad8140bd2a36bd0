import { takeTurn } from './engine.ts';
import { type ExactRows, exactDistance } from './exact.ts';
import type { GreedyState } from './greedy-state.ts';
import type { Points } from './points.ts';
import type { ZeroPairs } from './zero-pairs.ts';

/** Rows looked at between two looks at the signal. */
const STEP = 16_384;

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
  const work = { looked: 0 };
  const partnerOf = partnerFinder(state, rows, points, zero, work);
  const { alive } = state.survivors;
  for (let row = 0; row < alive.length; row += 1) {
    work.looked += 1;
    while (alive[row] === 1) {
      if (work.looked > STEP) {
        work.looked = 0;
        await takeTurn(signal);
      }
      const partner = partnerOf(row);
      if (partner < 0) break;
      if (state.full || state.rules.minDistance <= 0) return true;
      state.settle({ first: row, second: partner, distance: 0 });
    }
  }
  return false;
}

/**
 * Finds the lowest surviving row above `row` at distance 0 of which one may go; -1 where there is none. Rows
 * must be asked for in ascending order.
 *
 * @param work.looked raised by the rows looked at.
 */
function partnerFinder(
  state: GreedyState,
  rows: ExactRows,
  { pointOf, members, starts }: Points,
  { adjacent, crowd }: ZeroPairs,
  work: { looked: number },
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
  const crowded = { row: -1, next: 0 };
  const inCrowd = (row: number): number => {
    // What was no partner of this row before will not become one.
    if (crowded.row !== row) Object.assign(crowded, { row, next: row + 1 });
    for (let other = crowded.next; other < alive.length; other += 1) {
      work.looked += 1;
      crowded.next = other;
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
