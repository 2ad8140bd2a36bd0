import type { Measure } from './cell.ts';
import { unitsOf } from './clusters.ts';
import { mean } from './mean.ts';
import type { SummaryOptions } from './options.ts';
import {
  differenceBounds,
  differenceOf,
  type Pair,
  type PairedCell,
  rounded,
  scoredPairs,
} from './paired-cell.ts';
import { type DifferenceStratum, signFlipTest } from './sign-flip.ts';
import { intervalOf, type WeightedStrata } from './strata.ts';
import type { ChangeEstimate } from './types.ts';

/** Cells whose pairs are pooled: those of one scenario. At least one. */
export type PairedPool = readonly PairedCell[];

/** A mean of differences, item by item, with what it is made from. */
export interface PairedDifference {
  /** Means of the two sides over the pairs that are scored on both; null where there is none. */
  readonly before: number | null;
  readonly after: number | null;
  readonly change: ChangeEstimate;
  /** Two-sided, of no difference; null where no pair is scored on both sides. */
  readonly p: number | null;
  readonly scored: number;
  readonly unscored: number;
}

/**
 * The mean of the differences, `after` less `before`: in each pool the mean over its pairs that are scored on both
 * sides, then the mean over the pools that have any.
 *
 * The interval is by a paired bootstrap, stratified by cell: items are drawn with both of their scores
 * (Efron and Tibshirani 1993, chapter 8). It is never of zero width, by the rule of `bootstrapMean`: of n equal
 * differences, each end moves by 1 − (1 − confidence)^(1/n) of the distance to -1 and to 1. p is that of
 * `signFlipTest`, over the same strata. By cluster, both draw and flip clusters.
 *
 * @param pools at least one
 */
export function pairedDifference(
  pools: readonly PairedPool[],
  measure: Measure,
  { confidence, seed }: Pick<SummaryOptions, 'confidence' | 'seed'>,
): PairedDifference {
  const all = pools.map((pool) => pool.flatMap(({ pairs }) => pairs));
  const scored = all.map((pairs) => scoredPairs(pairs, measure)).filter(({ length }) => length > 0);
  const both = scored.reduce((sum, { length }) => sum + length, 0);
  const over = (scoreOf: (pair: Pair) => number): number | null =>
    scored.length === 0 ? null : mean(scored.map((pairs) => mean(pairs.map(scoreOf))));
  const units = weightedUnits(pools, measure);
  const [low, high] = units.length === 0 ? [null, null] : intervalOf(units, confidence);
  const end = (at: 0 | 1): number =>
    mean(all.map((pairs) => mean(pairs.map((pair) => differenceBounds(pair, measure)[at]))));
  return {
    before: over(({ before }) => before[measure]!),
    after: over(({ after }) => after[measure]!),
    change: {
      value: over((pair) => differenceOf(pair, measure)),
      interval: low === null ? null : [2 * low - 1, 2 * high - 1],
      bounds: [end(0), end(1)],
    },
    p: both === 0 ? null : signFlipTest(differenceStrata(pools, measure), { seed, key: [measure] }),
    scored: both,
    unscored: all.reduce((sum, { length }) => sum + length, 0) - both,
  };
}

/** The strata of the bootstrap: pools weigh the same, and in a pool its scored pairs do. */
function weightedUnits(pools: readonly PairedPool[], measure: Measure): readonly WeightedStrata[] {
  return pools.flatMap((pool) => {
    const all = pool.map((cell) => cell.strata[measure]).filter((strata) => strata !== null);
    const size = all.reduce((sum, { items }) => sum + items.size, 0);
    return all.map((strata) => ({ strata, weight: strata.items.size / size }));
  });
}

/** The same strata with their differences, for the test: by item, or by cluster. Weights add up to 1. */
export function differenceStrata(
  pools: readonly PairedPool[],
  measure: Measure,
): readonly DifferenceStratum[] {
  const pooled = pools
    .map((pool) => pool.map(({ pairs }) => scoredPairs(pairs, measure)).filter(({ length }) => length > 0))
    .filter(({ length }) => length > 0);
  return pooled.flatMap((cells) => {
    const size = cells.reduce((sum, { length }) => sum + length, 0);
    return cells.map((pairs) => {
      const differences = pairs.map((pair) => rounded(differenceOf(pair, measure)));
      const clusters = pairs.map(({ cluster }) => cluster).filter((cluster) => cluster !== null);
      return {
        weight: pairs.length / size / pooled.length,
        units: unitsOf(differences, clusters.length < pairs.length ? null : clusters),
      };
    });
  });
}
