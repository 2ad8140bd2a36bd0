import type { Item } from '../core/entity.ts';
import { type DedupResult, dedup, gatherRows } from '../dedup/index.ts';
import { type DedupGroup, type Target, targetOf } from './dedup-groups.ts';
import type { NearNote, SummaryNote } from './dedup-notes.ts';
import type { DedupStageOptions } from './dedup-options.ts';
import type { Standing } from './dedup-protect.ts';
import { type NearestBins, nearestBins } from './nearest-bins.ts';

/** Items with their vectors, row by row. */
export interface Rows {
  readonly items: readonly Item[];
  /** Row-major items × dimensions. */
  readonly vectors: Float32Array;
  readonly dimensions: number;
}

/** A group that was selected from. */
export interface Selected extends Rows {
  readonly name: string;
  readonly result: DedupResult;
  readonly stop: SummaryNote['stop'];
  readonly protected: number;
  readonly nearest: SummaryNote['nearest'];
}

/** Runs Algorithm 1 over one group. @param rows its items that have a direction; at least one. */
export async function selectFrom(
  group: DedupGroup,
  rows: Rows,
  chosen: DedupStageOptions,
  standing: Standing,
  signal: AbortSignal,
): Promise<Selected> {
  const { items, vectors, dimensions } = rows;
  const target = targetOf(group, items, chosen);
  const guarded = [...items.keys()].filter((row) => standing.isProtected(items[row]!));
  const result = await dedup(vectors, {
    rows: items.length,
    dimensions,
    keep: target.rows,
    ...(chosen.minDistance === undefined ? {} : { minDistance: chosen.minDistance }),
    protect: guarded,
    priority: items.map(standing.priorityOf),
    signal,
  });
  const before = await nearestBins(vectors, dimensions, signal);
  const after: NearestBins =
    result.removed.length === 0
      ? before
      : await nearestBins(gatherRows(vectors, dimensions, result.kept), dimensions, signal);
  return {
    ...rows,
    name: group.name,
    result,
    stop: stopOf(result, target, chosen),
    protected: guarded.length,
    nearest: {
      before: before.bins,
      after: after.bins,
      ...(before.sampled === undefined ? {} : { sampled: before.sampled }),
    },
  };
}

function stopOf(
  { kept, minDistance }: DedupResult,
  target: Target,
  chosen: DedupStageOptions,
): SummaryNote['stop'] {
  if (kept.length <= target.rows) return target.by;
  const isFar = minDistance === null ? kept.length === 1 : minDistance >= (chosen.minDistance ?? Infinity);
  return isFar ? 'minDistance' : 'protected';
}

/** What is said of a group. @param near its survivors that are near to other groups */
export function summaryOf(group: Selected, near: readonly NearNote[]): SummaryNote {
  const counts: Record<string, number> = {};
  for (const { group: other } of near.toSorted((a, b) => (a.group < b.group ? -1 : 1)))
    counts[other] = (counts[other] ?? 0) + 1;
  return {
    group: group.name,
    rows: group.items.length,
    kept: group.result.kept.length,
    minDistance: group.result.minDistance,
    stop: group.stop,
    protected: group.protected,
    nearOtherGroups: counts,
    nearest: group.nearest,
  };
}
