import { percentiles, unseen, type WeightedStratum } from './bootstrap.ts';
import { zOf } from './normal.ts';
import { studentQuantile } from './student.ts';
import type { Bounds } from './types.ts';

/**
 * The bootstrap interval of a weighted mean over strata that are drawn cluster by cluster, within [0, 1].
 *
 * Clusters are few, and percentiles of few are too narrow. Each end is therefore moved away from the mean by the factor
 * (t / z)·√(G / (G − 1)), as in Hesterberg 2015 (section 5.3), t being Student's quantile for the degrees of freedom
 * that the strata's spreads amount to (Satterthwaite 1946). G clusters of equal means show no spread; as in
 * `bootstrapMean`, each end then moves by 1 − (1 − confidence)^(1/G) of the distance to 0 and to 1.
 *
 * @param parts at least one
 */
export function clusterBootstrapMean(parts: readonly WeightedStratum[], confidence: number): Bounds {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const value = parts.reduce((sum, { stratum, weight }) => sum + weight * stratum.mean, 0) / whole;
  const [low, high] = percentiles(parts, confidence);
  const factor = widening(parts, confidence);
  const [down, up] = unseen(parts, confidence, low === high);
  return [
    Math.max(0, value - factor * Math.max(0, value - low) - down),
    Math.min(1, value + factor * Math.max(0, high - value) + up),
  ];
}

/** How much wider an interval must be than the percentiles. */
function widening(parts: readonly WeightedStratum[], confidence: number): number {
  const spreads = parts
    .filter(({ stratum }) => !stratum.equal)
    .map(({ stratum: { units, resampled }, weight }) => {
      const drawn = weight ** 2 * variance(resampled());
      return { drawn, freedom: units - 1, true: drawn * (units / (units - 1)) };
    });
  const sum = (of: (spread: (typeof spreads)[number]) => number): number =>
    spreads.reduce((total, spread) => total + of(spread), 0);
  const drawn = sum((spread) => spread.drawn);
  if (drawn === 0) return 1;
  const freedom = sum((spread) => spread.true) ** 2 / sum((spread) => spread.true ** 2 / spread.freedom);
  const student = studentQuantile(confidence, Math.max(1, freedom)) / zOf(confidence);
  return student * Math.sqrt(sum((spread) => spread.true) / drawn);
}

function variance(values: Float64Array): number {
  const centre = values.reduce((sum, each) => sum + each, 0) / values.length;
  return values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / values.length;
}
