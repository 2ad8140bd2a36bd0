import type { Id, Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { type Decision, drop, hold } from '../core/outcome.ts';
import type { Standing } from './dedup-protect.ts';
import { foldText } from './fold-text.ts';

/** Nothing is said of single items. */
const equalStanding: Pick<Standing, 'isNamed' | 'priorityOf'> = { isNamed: () => false, priorityOf: () => 0 };

/**
 * Decides about prompts that a scenario has more than once, and returns the others with the one that
 * stays of each, in the order given. Of equal prompts with one label, the rest is dropped in favour of
 * one that is protected by its id, then of the source of highest priority, then of one that a model did
 * not synthesize, then of the first. Equal prompts of different labels are all held: choosing one of
 * them would relabel the others silently.
 *
 * @param items in an order that does not depend on where they came from
 */
export function settleExactDuplicates(
  items: readonly Item[],
  decisions: Map<Id, Decision<Item>>,
  standing = equalStanding,
): Item[] {
  const equals = groupBy(items, (item) => JSON.stringify([item.scenario, foldText(item.prompt)]));
  for (const group of equals.values()) {
    if (group.length === 1) continue;
    if (new Set(group.map((item) => item.label)).size > 1)
      for (const item of group) {
        const others = group.filter((other) => other.label !== item.label).map((other) => other.id);
        decisions.set(item.id, hold('label-conflict', { others }));
      }
    else {
      const stays = preferred(group, standing);
      for (const item of group)
        if (item !== stays) decisions.set(item.id, drop('exact-duplicate', { partner: stays.id }));
    }
  }
  return items.filter((item) => !decisions.has(item.id));
}

function preferred(group: readonly Item[], { isNamed, priorityOf }: typeof equalStanding): Item {
  const isMade = ({ origin }: Item): boolean => origin.how === 'synthesized';
  const [first] = group.toSorted(
    (a, b) =>
      Number(isNamed(b)) - Number(isNamed(a)) ||
      priorityOf(b) - priorityOf(a) ||
      Number(isMade(a)) - Number(isMade(b)),
  );
  return first!;
}
