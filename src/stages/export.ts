import { z } from 'zod';
import type { Ask } from '../core/ask.ts';
import type { Id, Item } from '../core/entity.ts';
import { type Decision, drop, keep } from '../core/outcome.ts';
import { defineStage } from '../core/stage.ts';
import { balancedGroups, isReserve } from './balanced-order.ts';
import { settleExactDuplicates } from './exact-duplicates.ts';
import { groupName, isItem, quotasByGroup } from './quota-groups.ts';

const options = z.strictObject({});

/**
 * Takes the best-ranked items that are left, up to each quota: a lost one has been replaced by the
 * next of its reserve, which stays as `from-reserve`. What is not needed leaves as `reserve-unused`.
 * Prompts that people have edited into one that is there already leave before that (`exact-duplicate`),
 * or are held where the labels differ (`label-conflict`).
 */
export const exportStage = defineStage({
  name: 'export',
  version: '3',
  options,
  roles: [],
  applies: isItem,
  async all(items: readonly Item[], _options: z.infer<typeof options>, ask: Ask) {
    const quotas = quotasByGroup(ask.setting);
    const decisions = new Map<Id, Decision<Item>>();
    const groups = balancedGroups(items, ask);
    const distinct = new Set(settleExactDuplicates([...groups.values()].flat(), decisions));
    for (const [name, group] of groups) {
      const quota = quotas.get(name);
      for (const [place, item] of group.filter((each) => distinct.has(each)).entries())
        decisions.set(
          item.id,
          quota !== undefined && place < quota ? kept(item, ask) : drop('reserve-unused'),
        );
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

const kept = (item: Item, ask: Ask): Decision<Item> =>
  isReserve(item, ask) ? keep(undefined, { as: 'from-reserve' }) : keep();
