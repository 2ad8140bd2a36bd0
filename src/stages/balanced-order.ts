import type { Ask } from '../core/ask.ts';
import type { Item } from '../core/entity.ts';
import type { Between } from '../core/stage.ts';
import { rankedGroups } from './quota-groups.ts';

type Placed = { readonly place?: 'quota' | 'reserve'; readonly rank?: number };

/** What balance said of an item; of the one that it was edited from, where a person edited it since. */
function placeOf({ id, parents }: Item, { trail }: Pick<Ask, 'trail'>): Placed {
  const traces = [...parents, id].flatMap((each) => trail(each));
  return (traces.findLast((trace) => trace.stage === 'balance')?.note ?? {}) as Placed;
}

/** Whether balance put an item into the reserve of its quota. */
export const isReserve = (item: Item, ask: Pick<Ask, 'trail'>): boolean =>
  placeOf(item, ask).place === 'reserve';

/** Items by group name, each group in the order that balance gave it; items that it did not see stand behind, by rank. */
export function balancedGroups(
  items: readonly Item[],
  between: Between,
): ReadonlyMap<string, readonly Item[]> {
  const groups = [...rankedGroups(items, between.setting)];
  return new Map(groups.map(([name, group]) => [name, asBalanced(group, between)]));
}

function asBalanced(group: readonly Item[], between: Between): readonly Item[] {
  const ranks = new Map(
    group.map((item) => [item.id, placeOf(item, between).rank ?? Number.MAX_SAFE_INTEGER]),
  );
  return group.toSorted((a, b) => ranks.get(a.id)! - ranks.get(b.id)!);
}
