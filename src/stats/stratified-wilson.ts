import { zOf } from './normal.ts';
import type { Bounds } from './types.ts';
import { expectRate, wilsonAt } from './wilson.ts';

/** A rate and its share in a mean. Shares need not add up to 1. */
export interface RateStratum {
  readonly successes: number;
  /** At least 1. */
  readonly n: number;
  readonly weight: number;
}

/**
 * The stratified Wilson interval of a weighted mean of rates (Yan and Su 2010, "Stratified Wilson and Newcombe
 * Confidence Intervals for Multiple Binomial Proportions"): the weighted mean of the strata's Wilson intervals, each
 * taken at z·√Σ(w²v) / Σ(w·√v), v = p(1 − p)/n, since strata seldom err all to the same side. Of one stratum it is the
 * Wilson interval. Where no stratum shows spread, all rates being 0 or 1, v is what Wilson's interval has there: z²/(4(n + z²)²). So it
 * is never of zero width.
 *
 * @param strata at least one
 * @throws RangeError for no strata, counts that are no rate, and confidence out of range.
 */
export function stratifiedWilson(strata: readonly RateStratum[], confidence = 0.95): Bounds {
  if (strata.length === 0) throw new RangeError('there is no rate over no strata');
  for (const { successes, n } of strata) expectRate(successes, n, confidence);
  const whole = strata.reduce((sum, { weight }) => sum + weight, 0);
  const z = zOf(confidence);
  const shrunk = z * shrinkage(strata, z);
  const ends = strata.map(({ successes, n, weight }) => ({
    weight,
    interval: wilsonAt(successes, n, shrunk),
  }));
  const end = (at: 0 | 1): number =>
    Math.min(1, ends.reduce((sum, { weight, interval }) => sum + weight * interval[at], 0) / whole);
  return [end(0), end(1)];
}

/** √Σ(w²v) / Σ(w·√v): from 1/√k for k alike strata to 1 for a single one that varies. */
function shrinkage(strata: readonly RateStratum[], z: number): number {
  const seen = strata.map(({ successes, n, weight }) => {
    const rate = successes / n;
    return weight * Math.sqrt((rate * (1 - rate)) / n);
  });
  const spreads = seen.some((each) => each > 0)
    ? seen
    : strata.map(({ n, weight }) => (weight * z) / (2 * (n + z * z)));
  const sum = spreads.reduce((total, each) => total + each, 0);
  return Math.hypot(...spreads) / sum;
}
