import type { Id } from '../core/entity.ts';
import { nearestRows } from '../dedup/index.ts';
import type { NearNote } from './dedup-notes.ts';
import type { Standing } from './dedup-protect.ts';
import type { Rows, Selected } from './dedup-select.ts';

/** Prompts of protected datasets, row by row. */
export type ElsewhereRows = Pick<Rows, 'vectors'> & { readonly items: Standing['elsewhere'] };

/**
 * The survivors whose nearest neighbour in another group, or among protected prompts that are not in the
 * pool, is nearer than the d_min of their own group: nearer than the selection left any two within it.
 * They are told, not dropped. A group of one survivor has no d_min, and none to tell.
 */
export async function nearOtherGroups(
  groups: readonly Selected[],
  elsewhere: ElsewhereRows,
  dimensions: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<Id, NearNote>> {
  if (groups.length === 0 || groups.length + elsewhere.items.length < 2) return new Map();
  const survivors = groups.flatMap((group, number) =>
    group.result.kept.map((row) => ({ group, number, row, id: group.items[row]!.id, name: group.name })),
  );
  const folders = [...new Set(elsewhere.items.map(({ folder }) => folder))];
  const others = elsewhere.items.map(({ folder, item }) => ({
    number: groups.length + folders.indexOf(folder),
    id: item.id,
    name: folder,
  }));
  const all = [...survivors, ...others];
  const numbers = Int32Array.from(all, ({ number }) => number);
  const base = new Float32Array(all.length * dimensions);
  for (const [at, { group, row }] of survivors.entries())
    base.set(group.vectors.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  base.set(elsewhere.vectors, survivors.length * dimensions);

  const { rows, distances } = await nearestRows(base.subarray(0, survivors.length * dimensions), base, {
    dimensions,
    signal,
    groups: { queries: numbers.subarray(0, survivors.length), base: numbers },
  });
  const near = new Map<Id, NearNote>();
  for (const [at, { id, group }] of survivors.entries()) {
    const partner = all[rows[at]!];
    const { minDistance } = group.result;
    if (partner === undefined || minDistance === null || !(distances[at]! < minDistance)) continue;
    near.set(id, { partner: partner.id, group: partner.name, distance: distances[at]! });
  }
  return near;
}
