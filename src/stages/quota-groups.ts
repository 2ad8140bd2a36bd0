import type { Setting } from '../core/ask.ts';
import type { Entity, Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { rank } from '../core/random.ts';
import type { Quota } from '../core/scenario.ts';

/** One scenario, label and source: the unit of quotas. */
export type Group = Pick<Quota, 'scenario' | 'label' | 'source'>;

/** `travel/unsafe/generated` */
export const groupName = (group: Group): string => `${group.scenario}/${group.label}/${group.source}`;

/** The group that an item counts for. */
export const groupOf = (item: Item): Group => ({
  scenario: item.scenario,
  label: item.label,
  source: item.origin.source,
});

export const isItem = (record: Entity): record is Item => record.kind === 'item';

/** Items by group name, each group in the order of keyed ranks: its first n are the seeded sample of size n. */
export function rankedGroups(items: readonly Item[], setting: Setting): ReadonlyMap<string, readonly Item[]> {
  const groups = groupBy(items, (item) => groupName(groupOf(item)));
  for (const [name, group] of groups) {
    const ranks = new Map(group.map((item) => [item.id, rank(setting.seed, 'balance', item.id)]));
    groups.set(
      name,
      group.sort((a, b) => (ranks.get(a.id)! < ranks.get(b.id)! ? -1 : 1)),
    );
  }
  return groups;
}

/** Quotas by group name. */
export function quotasByGroup(setting: Setting): ReadonlyMap<string, number> {
  return new Map(setting.quotas.map((quota) => [groupName(quota), quota.count]));
}
