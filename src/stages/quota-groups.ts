import type { Setting } from '../core/ask.ts';
import type { Entity, Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { digest } from '../core/hash.ts';
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

/**
 * Items in the order of keyed ranks, drawn from what they say and not from where they stand: a row
 * that is put in or taken out moves at most one other. Items that say the same go by their ids.
 */
export function byRank(items: readonly Item[], seed: number, purpose: string): Item[] {
  const ranks = new Map(items.map((item) => [item.id, rankOf(item, seed, purpose)]));
  return items.toSorted((a, b) => (ranks.get(a.id)! < ranks.get(b.id)! ? -1 : 1));
}

function rankOf(item: Item, seed: number, purpose: string): string {
  return rank(seed, purpose, digest([groupName(groupOf(item)), item.prompt])) + item.id;
}

/** Items by group name, each group in the order of keyed ranks: its first n are the seeded sample of size n. */
export function rankedGroups(items: readonly Item[], setting: Setting): ReadonlyMap<string, readonly Item[]> {
  const groups = groupBy(items, (item) => groupName(groupOf(item)));
  return new Map([...groups].map(([name, group]) => [name, byRank(group, setting.seed, 'balance')]));
}

/** Quotas by group name. */
export function quotasByGroup(setting: Setting): ReadonlyMap<string, number> {
  return new Map(setting.quotas.map((quota) => [groupName(quota), quota.count]));
}
