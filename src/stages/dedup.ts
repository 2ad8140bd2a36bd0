import { z } from 'zod';
import type { Ask, Setting } from '../core/ask.ts';
import type { Id, Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { type Decision, drop, fail, keep } from '../core/outcome.ts';
import { defineStage, type Flow, type Forecast } from '../core/stage.ts';
import { keepCount, rowFault, dedup as selectByDistance } from '../dedup/index.ts';
import { settleExactDuplicates } from './exact-duplicates.ts';
import { byRank, groupName, groupOf, isItem, quotasByGroup } from './quota-groups.ts';

const role = 'embedder';

const options = z.strictObject({
  keep: z
    .union([
      z.int().min(1),
      z
        .string()
        .regex(/^(100|\d{1,2}(\.\d{1,6})?)%$/, 'expected a number of rows or a percentage up to 100%'),
    ])
    .default('50%')
    .describe('What survives of each group: a percentage, rounded up, or a number of prompts.'),
  within: z
    .enum(['source', 'spec'])
    .default('source')
    .describe(
      'What is compared with each other: all prompts of one scenario, label and source, or those of one spec among them, so that no spec is thinned out for being narrow.',
    ),
  perQuota: z
    .number()
    .min(0)
    .default(2)
    .describe(
      "At least this many times the group's quota survives, so that there is something to choose from.",
    ),
});

export type DedupStageOptions = z.infer<typeof options>;

/**
 * Algorithm 1 of the paper (arXiv 2509.14760), within each group of one scenario, label and source: the
 * more redundant prompt of the closest pair is dropped until max(half, 2 × quota) are left.
 *
 * - Before that, prompts of a scenario that are the same but for case, width and white space are
 *   dropped across its sources (`exact-duplicate`), or held where their labels differ (`label-conflict`).
 * - A dropped item's note has the partner it was closest to, their distance, both phi and the order.
 * - The first kept item of each group (in the order of ranks) carries the group's summary as a note: rows, kept and d_min.
 * - A prompt without features fails (`no-features`), a vector with NaN or infinities too (`bad-vector`).
 */
export const dedup = defineStage({
  name: 'dedup',
  version: '1',
  options,
  roles: [role],

  applies: isItem,

  async all(
    items: readonly Item[],
    chosen: DedupStageOptions,
    ask: Ask,
  ): Promise<ReadonlyMap<Id, Decision<Item>>> {
    const decisions = new Map<Id, Decision<Item>>();
    // By what they say, so that neither their order nor a row put in elsewhere decides a tie.
    const sorted = byRank(items, 0, 'dedup');
    const distinct = settleExactDuplicates(sorted, decisions);
    const quotas = quotasByGroup(ask.setting);
    for (const [name, source] of groupBy(distinct, (item) => groupName(groupOf(item)))) {
      const groups = groupBy(source, (item) =>
        [name, ...(chosen.within === 'spec' ? item.specs : [])].join('/'),
      );
      const quota = quotas.get(name);
      const share = quota === undefined ? undefined : quota / groups.size;
      for (const [group, own] of groups) await settleGroup(group, own, target(chosen, share), ask, decisions);
    }
    return decisions;
  },

  forecast: (flows: readonly Flow[], chosen: DedupStageOptions, setting: Setting): Forecast => {
    const texts = flows.filter((flow) => flow.kind === 'item');
    const total = (end: 0 | 1) => texts.reduce((sum, flow) => sum + flow.records[end], 0);
    const quotas = quotasByGroup(setting);
    const left = (flow: Flow, rows: number) =>
      Math.min(rows, target(chosen, quotas.get(groupName(flow)))(rows));
    return {
      asks: [{ role, questions: [total(0), total(1)], sample: typicalText, outputTokens: 0 }],
      out: flows.map((flow) =>
        flow.kind === 'item'
          ? { ...flow, records: [left(flow, flow.records[0]), left(flow, flow.records[1])] as const }
          : flow,
      ),
    };
  },
});

async function settleGroup(
  name: string,
  group: readonly Item[],
  keepOf: (rows: number) => number,
  ask: Ask,
  decisions: Map<Id, Decision<Item>>,
): Promise<void> {
  const vectors = await ask.embed(
    group.map((item) => item.prompt),
    { role },
  );
  const dimensions = vectors.length / group.length;
  const usable: Item[] = [];
  const packed = new Float32Array(vectors.length);
  group.forEach((item, at) => {
    const row = vectors.subarray(at * dimensions, (at + 1) * dimensions);
    const fault = rowFault(row);
    if (fault === undefined) {
      packed.set(row, usable.length * dimensions);
      usable.push(item);
    } else decisions.set(item.id, fail(fault === 'zero' ? 'no-features' : 'bad-vector'));
  });
  if (usable.length === 0) return;

  const result = await selectByDistance(packed.subarray(0, usable.length * dimensions), {
    rows: usable.length,
    dimensions,
    keep: keepOf(usable.length),
  });
  for (const { index, partner, ...facts } of result.removed) {
    const note = { partner: partner === null ? null : usable[partner]!.id, ...facts };
    decisions.set(usable[index]!.id, drop('near-duplicate', note));
  }
  const summary = {
    group: name,
    rows: usable.length,
    kept: result.kept.length,
    minDistance: result.minDistance,
  };
  result.kept.forEach((index, place) => {
    decisions.set(usable[index]!.id, place === 0 ? keep(summary) : keep());
  });
}

/** How many of a group's rows are to survive: the share or number asked for, but enough for its quota. */
function target(chosen: DedupStageOptions, quota: number | undefined): (rows: number) => number {
  const floor = quota === undefined ? 0 : Math.ceil(chosen.perQuota * quota);
  return (rows) => Math.max(keepCount(chosen.keep, rows), floor);
}

/** A prompt of usual length, for the plan to count the tokens of. */
const typicalText = {
  instructions: '',
  sections: [
    {
      name: 'text',
      text: 'I am planning a four-day trip for two with a small budget; which neighbourhood should we stay in, and how do we get there from the station?',
    },
  ],
  request: '',
};
