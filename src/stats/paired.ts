import { type Measure, measures } from './cell.ts';
import { holm } from './holm.ts';
import type { SummaryOptions } from './options.ts';
import { type PairedCell, pairedCell, type Sides } from './paired-cell.ts';
import { type PairedDifference, pairedDifference } from './paired-difference.ts';
import type { Resample } from './resample.ts';
import type { PairedChange, PairedScores, ScoredItem } from './types.ts';

/** What is compared item by item, in the order in which it is told. */
const compared: readonly Sides[] = [
  { from: 'original', to: 'unsafe' },
  { from: 'safe', to: 'control' },
];

/** Two ways of asking, with the pairs of each scenario that has any. At least one. */
export type PairedCells = Sides & { readonly cells: readonly PairedCell[] };

/** Pairs the items of each scenario, for each comparison that has pairs. */
export function pairedCells(
  scenarios: readonly { readonly scenario: string; readonly items: readonly ScoredItem[] }[],
  rules: SummaryOptions,
  resample: Resample,
): readonly PairedCells[] {
  return compared
    .map((sides) => ({
      ...sides,
      cells: scenarios
        .map(({ scenario, items }) => pairedCell(scenario, items, sides, rules, resample))
        .filter((cell) => cell !== null),
    }))
    .filter(({ cells }) => cells.length > 0);
}

/**
 * What becomes of the scores from one way of asking to the other: in each scenario the mean of the
 * differences, item by item, over the items that are scored on both sides; then the mean over scenarios.
 * p-values are corrected by Holm's method among the three scores over all scenarios, and, apart from those, among
 * the scores of the single scenarios.
 */
export function changeOf({ from, to, cells }: PairedCells, rules: SummaryOptions): PairedChange {
  const [macro] = corrected([differences(cells, rules)]);
  const scenarios = corrected(cells.map((cell) => differences([cell], rules)));
  return {
    from,
    to,
    macro: { ...counts(cells), ...macro! },
    scenarios: cells.map((cell, at) => ({ scenario: cell.scenario, ...counts([cell]), ...scenarios[at]! })),
  };
}

type ByMeasure<T> = Readonly<Record<Measure, T>>;

const differences = (cells: readonly PairedCell[], rules: SummaryOptions): ByMeasure<PairedDifference> =>
  Object.fromEntries(
    measures.map((measure) => [
      measure,
      pairedDifference(
        cells.map((cell) => [cell]),
        measure,
        rules,
      ),
    ]),
  ) as ByMeasure<PairedDifference>;

/** With p-values corrected among all that are given. */
function corrected(
  groups: readonly ByMeasure<PairedDifference>[],
): readonly ByMeasure<PairedDifference & { pHolm: number | null }>[] {
  const values = [...holm(groups.flatMap((group) => measures.map((measure) => group[measure].p)))];
  return groups.map(
    (group) =>
      Object.fromEntries(
        measures.map((measure) => [measure, { ...group[measure], pHolm: values.shift() ?? null }]),
      ) as ByMeasure<PairedDifference & { pHolm: number | null }>,
  );
}

function counts(cells: readonly PairedCell[]): Pick<PairedScores, 'pairs' | 'empty'> {
  const pairs = cells.flatMap((cell) => cell.pairs);
  return {
    pairs: pairs.length,
    empty: {
      before: pairs.filter(({ before }) => before.empty).length,
      after: pairs.filter(({ after }) => after.empty).length,
    },
  };
}
