import { groupBy } from '../core/group-by.ts';
import { alphaSweep } from './alpha-sweep.ts';
import { beyondControls } from './beyond-controls.ts';
import { type Cell, cellOf } from './cell.ts';
import { checkedItems } from './check-items.ts';
import { clustersOf } from './clusters.ts';
import { splitScores } from './estimate.ts';
import { type SummaryOptions, summaryOptions } from './options.ts';
import { changeOf, pairedCells } from './paired.ts';
import { remarksOn } from './remarks.ts';
import { remarksOnClusters } from './remarks-on-clusters.ts';
import { type Resample, resampler } from './resample.ts';
import { scoreItem } from './score-item.ts';
import { specCounts } from './spec-counts.ts';
import type { BySplit, ScoredItem, ScoreSummary, Split } from './types.ts';

/** Of which splits each reported one is made. */
const reported: readonly (readonly [name: Split | 'all', parts: readonly Split[]])[] = [
  ['unsafe', ['unsafe']],
  ['safe', ['safe']],
  ['all', ['unsafe', 'safe']],
  ['control', ['control']],
  ['original', ['original']],
];

/**
 * Sums up scored responses by scenario and split. `macro`, the mean over scenarios, is the headline;
 * `micro` is the mean over items. Values are over scored items, bounds over all items (the mean of the
 * items' bounds).
 *
 * Intervals: for safety, which is a rate, Wilson in a scenario and in `micro`, and stratified Wilson over scenarios;
 * else a bootstrap of the mean, stratified by scenario and split. With `cluster: 'spec'` all are by a
 * bootstrap that draws specs with their items, and at least as wide. A scenario without scored items in a split is
 * left out of the macro value, and a remark says so. The order of the items does not matter.
 *
 * An item may be given once more, as `original` of an unsafe one or `control` of a safe one: `changes` compares
 * the two.
 *
 * @throws UsageError for options out of range, an item given twice, and items of one scenario with
 *   different numbers of verdicts.
 */
export function summarizeScores(
  items: readonly ScoredItem[],
  options: Partial<SummaryOptions> = {},
): ScoreSummary {
  const rules = summaryOptions(options);
  const resample = resampler(rules);
  const scenarios = [...groupBy(checkedItems(items), ({ scenario }) => scenario)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([scenario, items]) => ({ scenario, items, cells: cellsOf(scenario, items, rules, resample) }));
  const cells = scenarios.map((each) => each.cells);
  const compared = pairedCells(scenarios, rules, resample);
  const summary = {
    options: rules,
    scenarios: scenarios.map(({ scenario, items, cells }) => ({
      scenario,
      splits: bySplit([cells], rules),
      specs: specCounts(items, rules),
    })),
    macro: bySplit(cells, rules),
    micro: bySplit([cells.flat()], rules),
    alphas: alphaSweep(cells),
    changes: compared.map((each) => changeOf(each, rules)),
    beyondControls: beyondControls(compared, rules),
  };
  const remarks = [
    ...remarksOn(summary),
    ...remarksOnClusters(
      scenarios.flatMap(({ items }) => items),
      rules,
    ),
  ];
  return { ...summary, remarks };
}

function cellsOf(
  scenario: string,
  items: readonly ScoredItem[],
  rules: SummaryOptions,
  resample: Resample,
): readonly Cell[] {
  return [...groupBy(items, ({ split }) => split)].map(([split, group]) => {
    const scores = group.map(({ verdicts }) => scoreItem(verdicts, rules));
    return cellOf({ scenario, split, scores }, clustersOf(group, rules), resample);
  });
}

function bySplit(pools: readonly (readonly Cell[])[], { confidence }: SummaryOptions): BySplit {
  const entries = reported.flatMap(([name, parts]) => {
    const within = pools
      .map((pool) => pool.filter(({ split }) => parts.includes(split)))
      .filter((pool) => pool.length > 0);
    return within.length === 0 ? [] : [[name, splitScores(within, confidence)] as const];
  });
  return Object.fromEntries(entries);
}
