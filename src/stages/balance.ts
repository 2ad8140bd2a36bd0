import { z } from 'zod';
import type { Ask } from '../core/ask.ts';
import type { Id, Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { type Decision, drop, keep } from '../core/outcome.ts';
import { defineStage } from '../core/stage.ts';
import { groupName, groupOf, isItem, quotasByGroup, rankedGroups } from './quota-groups.ts';

const options = z.strictObject({
  reserve: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .describe('Reserve per quota, as a share of it: items that stand in for later losses.'),
  even: z
    .enum(['none', 'specs'])
    .default('none')
    .describe(
      'Whether the specs of a quota take turns, so that each is covered as evenly as the pool allows.',
    ),
});

/** Draws the seeded sample of each quota, and an ordered reserve behind it. */
export const balance = defineStage({
  name: 'balance',
  version: '1',
  options,
  roles: [],
  applies: isItem,
  async all(items: readonly Item[], { reserve, even }: z.infer<typeof options>, ask: Ask) {
    const quotas = quotasByGroup(ask.setting);
    const decisions = new Map<Id, Decision<Item>>();
    for (const [name, ranked] of rankedGroups(items, ask.setting)) {
      const quota = quotas.get(name);
      const group = even === 'specs' ? inTurns(ranked) : ranked;
      for (const [place, item] of group.entries()) decisions.set(item.id, decide(place, quota, reserve));
    }
    return decisions;
  },
  forecast(flows, { reserve }, setting) {
    const quotas = quotasByGroup(setting);
    const out = flows.map((flow) => {
      const quota = quotas.get(groupName(flow));
      if (flow.kind !== 'item' || quota === undefined) return flow;
      const most = quota + reserveSize(quota, reserve);
      return {
        ...flow,
        records: [Math.min(flow.records[0], most), Math.min(flow.records[1], most)] as const,
      };
    });
    return { asks: [], out };
  },
});

/** The items of each spec in their own order, one spec after the other, round by round. */
function inTurns(ranked: readonly Item[]): readonly Item[] {
  const bySpec = [...groupBy(ranked, (item) => item.specs.join(' ')).values()];
  const rounds = Math.max(...bySpec.map((items) => items.length));
  return Array.from({ length: rounds }, (_, round) => bySpec.flatMap((items) => items[round] ?? [])).flat();
}

const reserveSize = (quota: number, share: number): number => Math.ceil(quota * share);

function decide(place: number, quota: number | undefined, reserve: number): Decision<Item> {
  if (quota === undefined || quota === 0) return drop('no-quota');
  if (place < quota) return keep({ place: 'quota', rank: place + 1 });
  if (place < quota + reserveSize(quota, reserve)) return keep({ place: 'reserve', rank: place + 1 });
  return drop('over-quota', { rank: place + 1 });
}

/** A quota that could not be met: `have` of `want`. */
export interface Shortfall {
  readonly scenario: string;
  readonly label: string;
  readonly source: string;
  readonly want: number;
  readonly have: number;
}

/** The quotas that a finished set leaves short. */
export function shortfalls(items: readonly Item[], setting: Ask['setting']): readonly Shortfall[] {
  const have = groupBy(items, (item) => groupName(groupOf(item)));
  return setting.quotas.flatMap(({ scenario, label, source, count }) => {
    const found = have.get(groupName({ scenario, label, source }));
    const size = found === undefined ? 0 : found.length;
    return size < count ? [{ scenario, label, source, want: count, have: size }] : [];
  });
}
