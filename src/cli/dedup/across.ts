import { gatherRows, nearestRows } from '../../dedup/index.ts';
import { engineOf, type Work } from './work.ts';

/** A kept row of one group, and the nearest kept row of another group. */
export interface Crossing {
  readonly row: number;
  readonly nearest: number;
  readonly distance: number;
  /** d_min of the row's own group. */
  readonly minDistance: number;
}

/** What a check across groups found. Nothing is dropped for it. */
export interface Crossings {
  /** Kept rows that could be held against something: their group has a d_min, and there is another group. */
  readonly checked: number;
  /** Kept rows of which that cannot be said: they are alone in their group, or there is no other group. */
  readonly unchecked: number;
  readonly nearer: readonly Crossing[];
}

/** What is left of one group, by position in the whole. */
export interface KeptGroup {
  readonly kept: readonly number[];
  readonly minDistance: number | null;
}

/** Finds kept rows whose nearest kept row in another group is nearer than the d_min of their own group. */
export async function crossings(
  vectors: Float32Array,
  dimensions: number,
  groups: readonly KeptGroup[],
  work: Work,
): Promise<Crossings> {
  const rows = groups.flatMap(({ kept }) => kept);
  const groupOf = groups.flatMap(({ kept }, group) => kept.map(() => group));
  const kept = gatherRows(vectors, dimensions, rows);
  const found = await nearestRows(kept, kept, {
    ...engineOf(work, 'checking across groups', rows.length),
    dimensions,
    self: true,
    groups: { queries: groupOf, base: groupOf },
  });
  const nearer: Crossing[] = [];
  let checked = 0;
  for (const [at, row] of rows.entries()) {
    const minDistance = groups[groupOf[at]!]!.minDistance;
    const nearest = found.rows[at]!;
    if (minDistance === null || nearest < 0) continue;
    checked += 1;
    const distance = found.distances[at]!;
    if (distance < minDistance) nearer.push({ row, nearest: rows[nearest]!, distance, minDistance });
  }
  return { checked, unchecked: rows.length - checked, nearer };
}
