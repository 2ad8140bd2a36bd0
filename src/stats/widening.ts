import { zOf } from './normal.ts';
import { studentQuantile } from './student.ts';

/** What a stratum shows of its spread. */
interface Drawn {
  readonly stratum: {
    readonly units: number;
    readonly equal: boolean;
    readonly resampled: () => Float64Array;
  };
  readonly weight: number;
}

/**
 * By how much the percentiles of a bootstrap of few are too narrow: (t / z)·√(G / (G − 1)) for G units drawn (Hesterberg
 * 2015, "What Teachers Should Know About the Bootstrap", section 5.3). Over strata the spreads add up, and t is Student's
 * quantile for the degrees of freedom that they amount to (Satterthwaite 1946). 1.06 for 30 units, 1.22 for 10, 2.7 for 3.
 */
export function widening(parts: readonly Drawn[], confidence: number): number {
  const spreads = parts
    .filter(({ stratum }) => !stratum.equal)
    .map(({ stratum: { units, resampled }, weight }) => {
      const drawn = weight ** 2 * variance(resampled());
      return { drawn, full: drawn * (units / (units - 1)), freedom: units - 1 };
    });
  const sum = (of: (spread: (typeof spreads)[number]) => number): number =>
    spreads.reduce((total, spread) => total + of(spread), 0);
  const [drawn, full] = [sum((spread) => spread.drawn), sum((spread) => spread.full)];
  if (drawn === 0) return 1;
  const freedom = Math.max(1, full ** 2 / sum((spread) => spread.full ** 2 / spread.freedom));
  return (studentQuantile(confidence, freedom) / zOf(confidence)) * Math.sqrt(full / drawn);
}

function variance(values: Float64Array): number {
  const centre = values.reduce((sum, each) => sum + each, 0) / values.length;
  return values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / values.length;
}
