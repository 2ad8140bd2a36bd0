import { bootstrapMean, type Stratum, type WeightedStratum } from './bootstrap.ts';
import type { Bounds } from './types.ts';

/** The same scores, drawn item by item and cluster by cluster. */
export interface Strata {
  readonly items: Stratum;
  /** Null where items are taken for independent. */
  readonly clusters: Stratum | null;
}

/** Scores and their share in a mean. Shares need not add up to 1. */
export interface WeightedStrata {
  readonly strata: Strata;
  readonly weight: number;
}

/**
 * The interval of a weighted mean over strata. By cluster it is never narrower than item by item: that the items of a
 * cluster are less alike than those of different ones is chance (Angrist and Pischke 2009, section 8.2.3, take the
 * larger of both standard errors).
 *
 * @param parts at least one
 * @param byItem what items show, where that is not a bootstrap
 */
export function intervalOf(
  parts: readonly WeightedStrata[],
  confidence: number,
  byItem: Bounds = bootstrapMean(
    parts.map(({ strata, weight }) => ({ stratum: strata.items, weight })),
    confidence,
  ),
): Bounds {
  const clusters = parts.flatMap(({ strata, weight }): readonly WeightedStratum[] =>
    strata.clusters === null ? [] : [{ stratum: strata.clusters, weight }],
  );
  if (clusters.length < parts.length) return byItem;
  const [low, high] = bootstrapMean(clusters, confidence);
  return [Math.min(low, byItem[0]), Math.max(high, byItem[1])];
}
