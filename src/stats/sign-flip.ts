import { keyedRandom } from '../core/random.ts';
import type { Unit } from './clusters.ts';
import { type Sums, turnable } from './turned-sums.ts';

/** Differences of one stratum, which are turned unit by unit: item by item, or cluster by cluster. */
export interface DifferenceStratum {
  /** Of its mean in the mean over strata. */
  readonly weight: number;
  /** The differences summed by unit; at least one. */
  readonly units: readonly Unit[];
}

/** Draws of signs: enough that Holm's correction over the 496 pairs of 32 models can still find something at 5 %. */
const draws = 9_999;

/** Two statistics that are nearer to each other than this are the same, rounded differently. */
const rounding = 1e-9;

/** A variance below this is one of rounding errors: no stratum has units that differ. */
const noVariance = 1e-15;

/**
 * The two-sided p-value of no difference, by flipping signs (Fisher 1935, section 21): if it did not matter which side is
 * which, each unit's difference would be as likely with the other sign. The statistic is the mean over strata divided
 * by its standard error within strata, so that the level is kept, too, where strata differ in opposite ways that cancel
 * (Chung and Romano 2013). Where that error is 0, as with one unit in each stratum, it is the mean itself.
 * p = (1 + as extreme) / (1 + draws) (Phipson and Smyth 2010): at least 0.0001, and 1 where the mean is 0.
 *
 * @param strata at least one
 */
export function signFlipTest(
  strata: readonly DifferenceStratum[],
  { seed, key }: { readonly seed: number; readonly key: readonly string[] },
): number {
  const spreads = strata.map(spreadOf);
  const seen = statistic(spreads, strata.map(sumsOf));
  if (Math.abs(seen.mean) < rounding) return 1;
  const random = keyedRandom(seed, 'sign-flip', ...key);
  const turned = strata.map(({ units }) => turnable(units));
  let extreme = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const { mean, variance } = statistic(
      spreads,
      turned.map((turn) => turn(random)),
    );
    if (isAsExtreme({ mean, variance }, seen)) extreme += 1;
  }
  return (1 + extreme) / (1 + draws);
}

type Statistic = ReturnType<typeof statistic>;

/** mean² / variance, compared without dividing. Where neither shows a variance, the means are compared. */
const isAsExtreme = (drawn: Statistic, seen: Statistic): boolean =>
  drawn.variance < noVariance && seen.variance < noVariance
    ? Math.abs(drawn.mean) >= Math.abs(seen.mean) * (1 - rounding)
    : drawn.mean ** 2 * seen.variance >= seen.mean ** 2 * drawn.variance * (1 - rounding);

/** The variance of the weighted mean over strata, from the spread of units within each; a single unit shows none. */
export const varianceOf = (strata: readonly DifferenceStratum[]): number =>
  statistic(strata.map(spreadOf), strata.map(sumsOf)).variance;

/** What the signs of a stratum's differences do not change. */
interface Spread {
  readonly weight: number;
  readonly units: number;
  readonly items: number;
  /** Σ sum² and Σ count² over units. */
  readonly squares: number;
  readonly counts: number;
}

function spreadOf({ weight, units }: DifferenceStratum): Spread {
  const over = (of: (unit: Unit) => number): number => units.reduce((total, unit) => total + of(unit), 0);
  return {
    weight,
    units: units.length,
    items: over(({ count }) => count),
    squares: over(({ sum }) => sum ** 2),
    counts: over(({ count }) => count ** 2),
  };
}

const sumsOf = ({ units }: DifferenceStratum): Sums => ({
  sum: units.reduce((total, { sum }) => total + sum, 0),
  weighted: units.reduce((total, { sum, count }) => total + count * sum, 0),
});

/** The mean over strata, and its variance: that of a ratio of sums over units, linearised. */
function statistic(spreads: readonly Spread[], sums: readonly Sums[]): { mean: number; variance: number } {
  let [total, variance] = [0, 0];
  for (let at = 0; at < spreads.length; at += 1) {
    const { weight, units, items, squares, counts } = spreads[at]!;
    const { sum, weighted } = sums[at]!;
    const mean = sum / items;
    const residuals = Math.max(0, squares - 2 * mean * weighted + mean ** 2 * counts);
    total += weight * mean;
    variance += weight ** 2 * (units / Math.max(1, units - 1)) * (residuals / items ** 2);
  }
  return { mean: total, variance };
}
