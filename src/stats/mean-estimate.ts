import { groupBy } from '../core/group-by.ts';
import type { WeightedStratum } from './bootstrap.ts';
import { clusteredStratum } from './clusters.ts';
import { mean } from './mean.ts';
import type { SummaryOptions } from './options.ts';
import { quantile } from './quantile.ts';
import { resampler } from './resample.ts';
import type { Bounds } from './types.ts';
import { widening } from './widening.ts';

/** A value of one response, of whatever range, such as its tokens. */
export interface ResponseValue {
  readonly scenario: string;
  readonly item: string;
  readonly value: number;
}

/** A mean of values of whatever range. */
export interface MeanEstimate {
  readonly value: number;
  /** The confidence interval; null where nothing shows how far the values are spread. */
  readonly interval: Bounds | null;
}

/**
 * The mean over responses, with a bootstrap interval: items are drawn with all of their responses, scenario by
 * scenario, and percentiles are moved away from the mean by the factor of `widening`. Values have no known
 * range, so where all are equal there is no interval, and its lower end is not below the least of them.
 *
 * @returns null for no values.
 */
export function meanEstimate(
  values: readonly ResponseValue[],
  options: Pick<SummaryOptions, 'seed' | 'confidence' | 'resamples'>,
): MeanEstimate | null {
  if (values.length === 0) return null;
  const resample = resampler(options);
  const scenarios = [...groupBy(values, ({ scenario }) => scenario)].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = scenarios.map(([scenario, own]): WeightedStratum => {
    const sorted = own.toSorted((a, b) => (a.item < b.item ? -1 : a.item > b.item ? 1 : a.value - b.value));
    const stratum = clusteredStratum(
      sorted.map(({ value }) => value),
      sorted.map(({ item }) => item),
      resample,
      [scenario, 'values'],
    );
    return { stratum, weight: own.length };
  });
  const value = mean(values.map((each) => each.value));
  const least = Math.min(...values.map((each) => each.value));
  return { value, interval: intervalOf(parts, { value, least, ...options }) };
}

function intervalOf(
  parts: readonly WeightedStratum[],
  {
    value,
    least,
    confidence,
    resamples,
  }: { value: number; least: number } & Pick<SummaryOptions, 'confidence' | 'resamples'>,
): Bounds | null {
  if (parts.every(({ stratum }) => stratum.equal)) return null;
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = Float64Array.from({ length: resamples }, (_, at) =>
    parts.reduce((sum, { stratum, weight }) => {
      const part = stratum.equal ? stratum.mean : stratum.resampled()[at]!;
      return sum + (weight / whole) * part;
    }, 0),
  ).sort();
  const factor = widening(parts, confidence);
  const end = (share: number): number => value + factor * (quantile(drawn, share) - value);
  return [Math.max(least, end((1 - confidence) / 2)), end((1 + confidence) / 2)];
}
