import { groupBy } from '../core/group-by.ts';
import { once } from './bootstrap.ts';
import { type Measure, measures } from './cell.ts';
import { clusteredStratum, clustersOf } from './clusters.ts';
import { mean } from './mean.ts';
import type { SummaryOptions } from './options.ts';
import type { Resample } from './resample.ts';
import { scoreItem } from './score-item.ts';
import type { Strata } from './strata.ts';
import type { Bounds, ItemScore, PairedChange, ScoredItem } from './types.ts';

/** Two ways of asking the same items. */
export type Sides = Pick<PairedChange, 'from' | 'to'>;

/** One item's scores on two sides: asked in two ways, or of two models. */
export interface Pair {
  readonly before: ItemScore;
  readonly after: ItemScore;
  /** What it is resampled with; null where items are drawn one by one. */
  readonly cluster: string | null;
}

/** Pairs that are resampled together: those of one scenario, of one split where there are several. At least one. */
export interface PairedCell {
  readonly scenario: string;
  readonly pairs: readonly Pair[];
  /** The differences of the pairs that are scored on both sides, as units, by measure; null where there is none. */
  readonly strata: Readonly<Record<Measure, Strata | null>>;
}

/**
 * Pairs the responses to each item of a scenario; null where no item was asked in both ways.
 *
 * @param items of one scenario, sorted by id
 */
export function pairedCell(
  scenario: string,
  items: readonly ScoredItem[],
  { from, to }: Sides,
  rules: SummaryOptions,
  resample: Resample,
): PairedCell | null {
  const clusters = clustersOf(items, rules);
  const labelled = items.map((each, at) => ({ ...each, with: clusters?.[at] ?? null }));
  const pairs = [...groupBy(labelled, ({ item }) => item).values()].flatMap((sides): readonly Pair[] => {
    const [before, after] = [from, to].map((name) => sides.find(({ split }) => split === name));
    if (before === undefined || after === undefined) return [];
    const [one, other] = [scoreItem(before.verdicts, rules), scoreItem(after.verdicts, rules)];
    return [{ before: one, after: other, cluster: before.with }];
  });
  return pairs.length === 0 ? null : cellOfPairs(scenario, pairs, resample, [scenario, from, to]);
}

/**
 * Puts pairs together.
 *
 * @param pairs at least one, in the order of their items, so that swapping the sides mirrors every resample
 * @param key of the resamples
 */
export function cellOfPairs(
  scenario: string,
  pairs: readonly Pair[],
  resample: Resample,
  key: readonly string[],
): PairedCell {
  const strata = measures.map((measure) => [
    measure,
    strataOf(scoredPairs(pairs, measure), measure, resample, key),
  ]);
  return { scenario, pairs, strata: Object.fromEntries(strata) };
}

/** The pairs that are scored on both sides. */
export const scoredPairs = (pairs: readonly Pair[], measure: Measure): readonly Pair[] =>
  pairs.filter(({ before, after }) => before[measure] !== null && after[measure] !== null);

/** What a score gained, from -1 to 1, of a pair that is scored on both sides. */
export const differenceOf = ({ before, after }: Pair, measure: Measure): number =>
  after[measure]! - before[measure]!;

/** Where the difference lies, whatever the missing verdicts are. */
export const differenceBounds = ({ before, after }: Pair, measure: Measure): Bounds => [
  after.bounds[measure][0] - before.bounds[measure][1],
  after.bounds[measure][1] - before.bounds[measure][0],
];

/**
 * To 2⁻⁴⁰: equal differences of different scores differ in their last digits, and would pass for spread. Sums of
 * what is so rounded are exact, in whatever order.
 */
export const rounded = (difference: number): number => Math.round(difference * 2 ** 39) / 2 ** 39;

/** A difference on [-1, 1] as a unit on [0, 1], which the bootstrap of scores takes. */
const unitOf = (difference: number): number => (rounded(difference) + 1) / 2;

function strataOf(
  pairs: readonly Pair[],
  measure: Measure,
  resample: Resample,
  key: readonly string[],
): Strata | null {
  if (pairs.length === 0) return null;
  const units = pairs.map((pair) => unitOf(differenceOf(pair, measure)));
  const equal = units.every((unit) => unit === units[0]);
  const clusters = pairs.map(({ cluster }) => cluster).filter((cluster) => cluster !== null);
  return {
    items: {
      size: units.length,
      units: units.length,
      mean: equal ? units[0]! : mean(units),
      equal,
      resampled: once(() => resample(units, key)),
    },
    clusters: clusters.length < pairs.length ? null : clusteredStratum(units, clusters, resample, key),
  };
}
