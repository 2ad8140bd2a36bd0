import type { Ask, Setting } from '../core/ask.ts';
import type { Id, Item } from '../core/entity.ts';
import { type Decision, drop, fail, keep } from '../core/outcome.ts';
import { defineStage, type Flow, type Forecast } from '../core/stage.ts';
import { gatherRows, rowFault } from '../dedup/index.ts';
import { nearOtherGroups } from './dedup-across.ts';
import { forecastDedup, role } from './dedup-forecast.ts';
import { dedupGroups } from './dedup-groups.ts';
import { type NearNote, nearOtherGroup, type RemovalNote } from './dedup-notes.ts';
import { type DedupStageOptions, dedupOptions, foldersOf } from './dedup-options.ts';
import { type Standing, standingOf } from './dedup-protect.ts';
import { type Rows, type Selected, selectFrom, summaryOf } from './dedup-select.ts';
import { settleExactDuplicates } from './exact-duplicates.ts';
import { byRank, isItem } from './quota-groups.ts';

/**
 * Algorithm 1 of the paper (arXiv 2509.14760), within each group: the more redundant prompt of the
 * closest pair is dropped until a stop rule is met, by default until max(half, 2 × quota) are left.
 *
 * - Before that, prompts of a scenario that are the same but for case, width and white space are
 *   dropped across its sources (`exact-duplicate`), or held where their labels differ (`label-conflict`).
 * - A dropped item's note is a `RemovalNote`. The first kept item of each group (in the order of ranks)
 *   carries the group's `SummaryNote`.
 * - Behind that, survivors of all groups are compared across groups. One that is nearer to another group
 *   than its own group's d_min is kept as `near-other-group`, with a `NearNote` under `near`.
 * - A prompt without features fails (`no-features`), a vector with NaN or infinities too (`bad-vector`).
 */
export const dedup = defineStage({
  name: 'dedup',
  version: '2',
  options: dedupOptions,
  roles: [role],
  datasets: foldersOf,

  applies: isItem,

  async all(
    items: readonly Item[],
    chosen: DedupStageOptions,
    ask: Ask,
  ): Promise<ReadonlyMap<Id, Decision<Item>>> {
    const decisions = new Map<Id, Decision<Item>>();
    const standing = standingOf(items, chosen, ask);
    // By what they say, so that neither their order nor a row put in elsewhere decides a tie.
    const sorted = byRank(items, 0, 'dedup');
    const groups = dedupGroups(
      settleExactDuplicates(sorted, decisions, standing),
      chosen.within,
      ask.setting,
    );
    const pool = groups.flatMap((group) => group.items);
    if (pool.length === 0) return decisions;
    const [poolRows, others] = await embedded(pool, standing, ask);

    const selected: Selected[] = [];
    let first = 0;
    for (const group of groups) {
      const rows = usable(slice(poolRows, first, group.items.length), decisions);
      first += group.items.length;
      if (rows.items.length > 0) selected.push(await selectFrom(group, rows, chosen, standing, ask.stopping));
    }
    const near = await nearOtherGroups(selected, others, poolRows.dimensions, ask.stopping);
    for (const group of selected) settle(group, near, decisions);
    return decisions;
  },

  forecast: (flows: readonly Flow[], chosen: DedupStageOptions, setting: Setting): Forecast =>
    forecastDedup(flows, chosen, setting),
});

/** Vectors of the pool and of what it is compared with, asked for in one go: a batch file then holds all of them. */
async function embedded(
  pool: readonly Item[],
  { elsewhere }: Standing,
  ask: Ask,
): Promise<[pool: Rows, elsewhere: { vectors: Float32Array; items: Standing['elsewhere'] }]> {
  const texts = [...pool, ...elsewhere.map(({ item }) => item)].map(({ prompt }) => prompt);
  const vectors = await ask.embed(texts, { role });
  const dimensions = vectors.length / texts.length;
  const rest = vectors.subarray(pool.length * dimensions);
  const rows = elsewhere.flatMap((_, row) =>
    rowFault(rest.subarray(row * dimensions, (row + 1) * dimensions)) === undefined ? [row] : [],
  );
  return [
    { items: pool, vectors: vectors.subarray(0, pool.length * dimensions), dimensions },
    { items: rows.map((row) => elsewhere[row]!), vectors: gatherRows(rest, dimensions, rows) },
  ];
}

/** Some rows in a row, not copied. */
const slice = ({ items, vectors, dimensions }: Rows, first: number, count: number): Rows => ({
  items: items.slice(first, first + count),
  vectors: vectors.subarray(first * dimensions, (first + count) * dimensions),
  dimensions,
});

/** The rows that have a direction; the items of the others fail. Copied only where some have none. */
function usable(rows: Rows, decisions: Map<Id, Decision<Item>>): Rows {
  const { items, vectors, dimensions } = rows;
  const fine: number[] = [];
  for (const [row, { id }] of items.entries()) {
    const fault = rowFault(vectors.subarray(row * dimensions, (row + 1) * dimensions));
    if (fault === undefined) fine.push(row);
    else decisions.set(id, fail(fault === 'zero' ? 'no-features' : 'bad-vector'));
  }
  if (fine.length === items.length) return rows;
  return {
    items: fine.map((row) => items[row]!),
    vectors: gatherRows(vectors, dimensions, fine),
    dimensions,
  };
}

/** Writes down what a group's selection came to. */
function settle(group: Selected, near: ReadonlyMap<Id, NearNote>, decisions: Map<Id, Decision<Item>>): void {
  const { name, items, result } = group;
  for (const { index, partner, ...facts } of result.removed) {
    const note: RemovalNote = {
      group: name,
      partner: partner === null ? null : items[partner]!.id,
      ...facts,
    };
    decisions.set(items[index]!.id, drop('near-duplicate', note));
  }
  const ids = result.kept.map((row) => items[row]!.id);
  const summary = summaryOf(
    group,
    ids.flatMap((id) => near.get(id) ?? []),
  );
  for (const [place, id] of ids.entries()) {
    const own = near.get(id);
    const note = { ...(place === 0 ? summary : {}), ...(own === undefined ? {} : { near: own }) };
    const said = Object.keys(note).length === 0 ? undefined : note;
    decisions.set(id, keep(said, own === undefined ? {} : { as: nearOtherGroup }));
  }
}
