import { mean } from './mean.ts';
import { quantile } from './quantile.ts';
import type { Resample } from './resample.ts';
import type { Bounds } from './types.ts';
import { widening } from './widening.ts';

/** Scores that are resampled among themselves: those of one scenario and split. */
export interface Stratum {
  /** How many scores there are. */
  readonly size: number;
  /** How many are drawn: the scores, or clusters of them. */
  readonly units: number;
  readonly mean: number;
  /** Whether all scores, or means of clusters, are equal, so that resampling them shows no spread. */
  readonly equal: boolean;
  /** The mean of each resample. Drawn when first asked for, and once, however many intervals use it. */
  readonly resampled: () => Float64Array;
}

/**
 * Prepares a stratum. Its draws depend on seed and key alone, so that one scenario's scores disturb no
 * other's resamples; the order of the scores does not matter.
 *
 * @param scores at least one, each from 0 to 1
 * @throws RangeError for no scores.
 */
export function stratum(scores: readonly number[], resample: Resample, key: readonly string[]): Stratum {
  const sorted = Float64Array.from(scores).sort();
  const equal = sorted[0] === sorted.at(-1);
  return {
    size: sorted.length,
    units: sorted.length,
    mean: equal && sorted.length > 0 ? sorted[0]! : mean(scores),
    equal,
    resampled: once(() => resample(sorted, key)),
  };
}

/** Drawn when first asked for. */
export function once(draw: () => Float64Array): () => Float64Array {
  let means: Float64Array | undefined;
  return () => {
    means ??= draw();
    return means;
  };
}

/** A stratum and its share in a mean. Shares need not add up to 1. */
export interface WeightedStratum {
  readonly stratum: Stratum;
  readonly weight: number;
}

/**
 * The bootstrap interval of a weighted mean over strata, each resampled by itself (Efron and Tibshirani 1993, chapters
 * 6 and 13), within [0, 1]. Percentiles are too narrow where little is drawn: each end is moved away from the mean by
 * the factor of `widening`.
 *
 * It is never of zero width. Where the n scores of a stratum are all equal, resamples show no spread,
 * though n equal scores leave others possible: each end moves by 1 − (1 − confidence)^(1/n) of the
 * stratum's distance to 0 and to 1, times its weight. For rates of 0 and 1 that is the exact one-sided
 * bound of Clopper and Pearson, about 3/n at 95 %. So it is done to all strata where the percentiles
 * fall on one point. Of a stratum that is drawn by clusters, n is their number.
 *
 * @param parts at least one; all with the same number of resamples
 * @throws RangeError for no strata.
 */
export function bootstrapMean(parts: readonly WeightedStratum[], confidence: number): Bounds {
  if (parts.length === 0) throw new RangeError('there is no mean over no strata');
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const value = parts.reduce((sum, { stratum, weight }) => sum + weight * stratum.mean, 0) / whole;
  const [low, high] = percentiles(parts, confidence);
  const [down, up] = unseen(parts, confidence, low === high);
  const factor = low === high ? 1 : widening(parts, confidence);
  return [
    Math.max(0, value - factor * Math.max(0, value - low) - down),
    Math.min(1, value + factor * Math.max(0, high - value) + up),
  ];
}

/** What strata without spread, or all of them, add below and above for what they have not shown. */
function unseen(
  parts: readonly WeightedStratum[],
  confidence: number,
  all: boolean,
): readonly [down: number, up: number] {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  let [down, up] = [0, 0];
  for (const { stratum, weight } of parts) {
    if (!stratum.equal && !all) continue;
    const part = (weight * (1 - (1 - confidence) ** (1 / stratum.units))) / whole;
    down += part * stratum.mean;
    up += part * (1 - stratum.mean);
  }
  return [down, up];
}

/** The middle `confidence` of the resampled weighted means. */
function percentiles(parts: readonly WeightedStratum[], confidence: number): Bounds {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  // Divided by the same sum of weights, scores that are all 1 have a mean of exactly 1.
  const combined = (meanOf: (stratum: Stratum) => number): number =>
    parts.reduce((sum, { stratum, weight }) => sum + weight * meanOf(stratum), 0) / whole;
  const resamples = parts.find(({ stratum }) => !stratum.equal)?.stratum.resampled().length ?? 1;
  const means = Float64Array.from({ length: resamples }, (_, at) =>
    combined((stratum) => (stratum.equal ? stratum.mean : stratum.resampled()[at]!)),
  ).sort();
  return [quantile(means, (1 - confidence) / 2), quantile(means, (1 + confidence) / 2)];
}
