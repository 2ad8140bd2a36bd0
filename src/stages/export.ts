import { z } from 'zod';
import type { Ask } from '../core/ask.ts';
import type { Id, Item } from '../core/entity.ts';
import { type Decision, drop, keep } from '../core/outcome.ts';
import { defineStage } from '../core/stage.ts';
import { groupName, isItem, quotasByGroup, rankedGroups } from './quota-groups.ts';

const options = z.strictObject({});

/**
 * Takes the best-ranked items that are left, up to each quota: a lost one has been replaced by the
 * next of its reserve. What is not needed leaves as `reserve-unused`.
 */
export const exportStage = defineStage({
  name: 'export',
  version: '1',
  options,
  roles: [],
  applies: isItem,
  async all(items: readonly Item[], _options: z.infer<typeof options>, ask: Ask) {
    const quotas = quotasByGroup(ask.setting);
    const decisions = new Map<Id, Decision<Item>>();
    for (const [name, group] of rankedGroups(items, ask.setting)) {
      const quota = quotas.get(name);
      for (const [place, item] of asBalanced(group, ask).entries())
        decisions.set(item.id, quota !== undefined && place < quota ? keep() : drop('reserve-unused'));
    }
    return decisions;
  },
  forecast(flows, _options, setting) {
    const quotas = quotasByGroup(setting);
    const out = flows.map((flow) => {
      const quota = quotas.get(groupName(flow));
      if (flow.kind !== 'item' || quota === undefined) return flow;
      return {
        ...flow,
        records: [Math.min(flow.records[0], quota), Math.min(flow.records[1], quota)] as const,
      };
    });
    return { asks: [], out };
  },
});

/** A group in the order that balance gave it; items that it did not see stand behind, by rank. */
function asBalanced(group: readonly Item[], ask: Ask): readonly Item[] {
  const places = new Map(group.map((item) => [item.id, balancedRank(item, ask)]));
  return group.toSorted((a, b) => places.get(a.id)! - places.get(b.id)!);
}

function balancedRank({ id }: Item, ask: Ask): number {
  const note = ask.trail(id).findLast((trace) => trace.stage === 'balance')?.note;
  const { rank } = (note ?? {}) as { readonly rank?: number };
  return rank ?? Number.MAX_SAFE_INTEGER;
}
