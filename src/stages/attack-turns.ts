import type { Id, Item } from '../core/entity.ts';
import { type Decision, drop } from '../core/outcome.ts';
import type { Between, Rounds } from '../core/stage.ts';
import type { AttackOptions } from './attack-options.ts';
import { balancedGroups } from './balanced-order.ts';
import { quotasByGroup } from './quota-groups.ts';

/**
 * Whose turn it is to be attacked. In each group of a scenario, label and source, first as many as its
 * quota (and `spare`) wants, in the order that balance gave them; then as many from its reserve as were
 * lost, round by round. A group without a quota is attacked as a whole. Items whose turn never comes
 * leave as `reserve-unused`.
 */
export const turns: Rounds<Item, Item, AttackOptions> = {
  next(
    items: readonly Item[],
    decided: ReadonlyMap<Id, Decision<Item>>,
    { spare }: AttackOptions,
    between: Between,
  ): readonly Item[] {
    const quotas = quotasByGroup(between.setting);
    return [...balancedGroups(items, between)].flatMap(([name, group]) => {
      const open = group.filter((item) => !decided.has(item.id));
      const quota = quotas.get(name);
      if (quota === undefined) return open;
      const kept = group.filter((item) => decided.get(item.id)?.kind === 'keep').length;
      return open.slice(0, Math.max(0, wanted(quota, spare) - kept));
    });
  },
  spare: () => drop('reserve-unused'),
};

/** How many variants a quota wants: those that people may reject later included. */
export const wanted = (quota: number, spare: number): number => quota + Math.ceil(quota * spare);
