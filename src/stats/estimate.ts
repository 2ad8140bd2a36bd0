import { type Cell, knownScores, type Measure } from './cell.ts';
import { mean } from './mean.ts';
import { intervalOf, type WeightedStrata } from './strata.ts';
import { stratifiedWilson } from './stratified-wilson.ts';
import type { Bounds, Estimate, ItemScore, SplitScores } from './types.ts';

/** Cells whose items are pooled. */
type Pool = readonly Cell[];

/**
 * The scores of pools of items: in each pool the mean over its items, then the mean over pools. One
 * pool gives a mean over items (micro); a pool per scenario gives the mean over scenarios (macro).
 *
 * @param pools at least one, each with at least one cell
 */
export function splitScores(pools: readonly Pool[], confidence: number): SplitScores {
  const scores = pools.flatMap((pool) => scoresOf(pool));
  return {
    items: scores.length,
    empty: scores.filter(({ empty }) => empty).length,
    safety: estimate(pools, 'safety', confidence),
    behavioral: estimate(pools, 'behavioral', confidence),
    sar: estimate(pools, 'sar', confidence),
    sarIfEmptyWereOne: meanOfPools(pools, (scores) =>
      scores.map(sarIfEmptyWereOne).filter((value) => value !== null),
    ),
  };
}

function estimate(pools: readonly Pool[], measure: Measure, confidence: number): Estimate {
  const scores = pools.flatMap((pool) => scoresOf(pool));
  const known = knownScores(scores, measure);
  const parts = weighted(pools, measure);
  const end = (at: 0 | 1): number =>
    mean(pools.map((pool) => mean(scoresOf(pool).map(({ bounds }) => bounds[measure][at]))));
  return {
    value: meanOfPools(pools, (scores) => knownScores(scores, measure)),
    interval: parts.length === 0 ? null : intervalOf(parts, confidence, ratesOf(pools, measure, confidence)),
    method: methodOf(pools, measure),
    bounds: [end(0), end(1)],
    scored: known.length,
    unscored: scores.length - known.length,
  };
}

/** The mean over pools of the mean over their values; a pool without values is left out. Null where all are. */
function meanOfPools(
  pools: readonly Pool[],
  valuesOf: (scores: readonly ItemScore[]) => readonly number[],
): number | null {
  const values = pools.map((pool) => valuesOf(scoresOf(pool))).filter(({ length }) => length > 0);
  return values.length === 0 ? null : mean(values.map(mean));
}

/** Each stratum with its share in the mean: pools weigh the same, and in a pool its scored items do. */
function weighted(pools: readonly Pool[], measure: Measure): readonly WeightedStrata[] {
  return pools.flatMap((pool) => {
    const all = pool.map((cell) => cell.strata[measure]).filter((strata) => strata !== null);
    const scored = all.reduce((sum, { items }) => sum + items.size, 0);
    return all.map((strata) => ({ strata, weight: strata.items.size / scored }));
  });
}

/** Safety is a rate: Wilson's interval, or over several pools the stratified one. Undefined for other scores. */
function ratesOf(pools: readonly Pool[], measure: Measure, confidence: number): Bounds | undefined {
  if (measure !== 'safety') return undefined;
  const rates = pools
    .map((pool) => knownScores(scoresOf(pool), measure))
    .filter(({ length }) => length > 0)
    .map((known) => ({ successes: known.filter((value) => value === 1).length, n: known.length, weight: 1 }));
  return stratifiedWilson(rates, confidence);
}

function methodOf(pools: readonly Pool[], measure: Measure): Estimate['method'] {
  const clustered = pools.flat().some((cell) => cell.strata[measure]?.clusters);
  if (clustered) return 'cluster-bootstrap';
  if (measure !== 'safety') return 'bootstrap';
  return pools.length === 1 ? 'wilson' : 'stratified-wilson';
}

const scoresOf = (pool: Pool): readonly ItemScore[] => pool.flatMap(({ scores }) => scores);

/** With a behavioral share of 1, SAR = (1 − risk)·(α + 1 − α) = 1 − risk. */
const sarIfEmptyWereOne = (score: ItemScore): number | null => (score.empty ? score.safety : score.sar);
