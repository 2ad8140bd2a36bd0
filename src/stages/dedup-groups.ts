import type { Setting } from '../core/ask.ts';
import type { Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { keepCount } from '../dedup/index.ts';
import type { DedupStageOptions, Within } from './dedup-options.ts';
import { groupName, groupOf, quotasByGroup } from './quota-groups.ts';

/** Items that are compared with each other. */
export interface DedupGroup {
  /** `travel/unsafe/generated`, with the spec behind it or without source and label, by `within`. */
  readonly name: string;
  readonly items: readonly Item[];
  /** How much of each quota, by its name, these items are to serve. */
  readonly quotas: ReadonlyMap<string, number>;
}

const quotaName = (item: Item): string => groupName(groupOf(item));

const nameIn: Readonly<Record<Within, (item: Item) => string>> = {
  source: quotaName,
  spec: (item) => [quotaName(item), ...item.specs].join('/'),
  label: ({ scenario, label }) => `${scenario}/${label}`,
  scenario: ({ scenario }) => scenario,
};

/** Groups in the order of their first items. A quota that several groups serve is split evenly among them. */
export function dedupGroups(items: readonly Item[], within: Within, setting: Setting): readonly DedupGroup[] {
  const all = quotasByGroup(setting);
  const groups = [...groupBy(items, nameIn[within])].map(([name, own]) => ({
    name,
    items: own,
    served: [...new Set(own.map(quotaName))],
  }));
  const servers = groupBy(
    groups.flatMap(({ served }) => served),
    (name) => name,
  );
  return groups.map(({ name, items: own, served }) => {
    const shares = served.flatMap((quota): [string, number][] => {
      const count = all.get(quota);
      return count === undefined ? [] : [[quota, count / servers.get(quota)!.length]];
    });
    return { name, items: own, quotas: new Map(shares) };
  });
}

/** How many rows of a group are left at least, and by which of the two rules. */
export interface Target {
  readonly rows: number;
  readonly by: 'keep' | 'quota';
}

/**
 * The share or number asked for, but enough for the quotas: of each of them, `perQuota` times its count,
 * or all there is. The floors of several quotas add up; which of their rows survive is not told by them.
 *
 * @param usable the group's items that can be compared
 */
export function targetOf(
  { quotas }: Pick<DedupGroup, 'quotas'>,
  usable: readonly Item[],
  chosen: DedupStageOptions,
): Target {
  let floor = 0;
  for (const [name, own] of groupBy(usable, quotaName))
    floor += Math.min(own.length, Math.ceil(chosen.perQuota * (quotas.get(name) ?? 0)));
  const share = shareOf(chosen);
  const least = share === undefined ? 0 : keepCount(share, usable.length);
  return floor > least ? { rows: floor, by: 'quota' } : { rows: least, by: 'keep' };
}

/** The limit by number or share; none where a distance alone was asked for. */
export function shareOf({ keep, minDistance }: DedupStageOptions): number | string | undefined {
  return keep ?? (minDistance === undefined ? '50%' : undefined);
}
