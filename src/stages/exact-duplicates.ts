import type { Id, Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { type Decision, drop, hold } from '../core/outcome.ts';
import { foldText } from './fold-text.ts';

/**
 * Decides about prompts that a scenario has more than once, and returns the others with the one that
 * stays of each, in the order given. Of equal prompts with one label, the rest is dropped in favour of
 * one that a model did not synthesize, then of the first. Equal prompts of different labels are
 * all held: choosing one of them would relabel the others silently.
 *
 * @param items in an order that does not depend on where they came from
 */
export function settleExactDuplicates(items: readonly Item[], decisions: Map<Id, Decision<Item>>): Item[] {
  const equals = groupBy(items, (item) => JSON.stringify([item.scenario, foldText(item.prompt)]));
  for (const group of equals.values()) {
    if (group.length === 1) continue;
    if (new Set(group.map((item) => item.label)).size > 1)
      for (const item of group) {
        const others = group.filter((other) => other.label !== item.label).map((other) => other.id);
        decisions.set(item.id, hold('label-conflict', { others }));
      }
    else {
      const stays = group.find((item) => item.origin.how !== 'synthesized') ?? group[0]!;
      for (const item of group)
        if (item !== stays) decisions.set(item.id, drop('exact-duplicate', { partner: stays.id }));
    }
  }
  return items.filter((item) => !decisions.has(item.id));
}
