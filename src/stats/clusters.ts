import { groupBy } from '../core/group-by.ts';
import { once, type Stratum } from './bootstrap.ts';
import type { SummaryOptions } from './options.ts';
import type { Resample } from './resample.ts';
import type { ScoredItem } from './types.ts';

/**
 * With which others each item is resampled: those that were made for the same spec. An item without a spec stands for
 * itself.
 *
 * @returns null where items are resampled one by one.
 */
export const clustersOf = (
  items: readonly Pick<ScoredItem, 'item' | 'cluster'>[],
  { cluster: by }: Pick<SummaryOptions, 'cluster'>,
): readonly string[] | null =>
  by === 'item'
    ? null
    : items.map(({ item, cluster }) => (cluster === undefined ? `item ${item}` : `spec ${cluster}`));

/** Values of one cluster. */
export interface Unit {
  readonly sum: number;
  readonly count: number;
}

/** Values summed by cluster, clusters in order of their names; each value by itself where there are no clusters. */
export function unitsOf(values: readonly number[], clusters: readonly string[] | null): readonly Unit[] {
  if (clusters === null) return values.map((sum) => ({ sum, count: 1 }));
  const labelled = values.map((value, at) => ({ value, cluster: clusters[at]! }));
  return [...groupBy(labelled, ({ cluster }) => cluster)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => ({ sum: own.reduce((total, { value }) => total + value, 0), count: own.length }));
}

/** Clusters whose means differ by less are equal. */
const rounding = 1e-9;

/**
 * A stratum that is drawn cluster by cluster: each resample takes as many clusters as there are, with all that is in
 * them, and its mean is that of the items that it took (Davison and Hinkley 1997, section 3.8).
 *
 * @param values at least one, each from 0 to 1
 */
export function clusteredStratum(
  values: readonly number[],
  clusters: readonly string[],
  resample: Resample,
  key: readonly string[],
): Stratum {
  const units = unitsOf(values, clusters);
  const means = units.map(({ sum, count }) => sum / count);
  const total = units.reduce((sum, unit) => sum + unit.sum, 0);
  return {
    size: values.length,
    units: units.length,
    mean: total / values.length,
    equal: Math.max(...means) - Math.min(...means) < rounding,
    resampled: once(() => {
      // The same key and number of values draw the same clusters.
      const sums = resample(
        units.map(({ sum }) => sum),
        [...key, 'clusters'],
      );
      const counts = resample(
        units.map(({ count }) => count),
        [...key, 'clusters'],
      );
      return sums.map((sum, at) => sum / counts[at]!);
    }),
  };
}
