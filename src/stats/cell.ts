import { stratum } from './bootstrap.ts';
import { clusteredStratum } from './clusters.ts';
import type { Resample } from './resample.ts';
import type { Strata } from './strata.ts';
import type { ItemScore, Split } from './types.ts';

/** What is measured, each from 0 to 1. */
export const measures = ['safety', 'behavioral', 'sar'] as const;
export type Measure = (typeof measures)[number];

/** The scores of one scenario and split: what is resampled together. At least one. */
export interface Cell {
  readonly scenario: string;
  readonly split: Split;
  readonly scores: readonly ItemScore[];
  /** The scored ones among them, by measure; null where there is none. */
  readonly strata: Readonly<Record<Measure, Strata | null>>;
}

/**
 * Puts the scores of one scenario and split together.
 *
 * @param clusters of each score; null where items are drawn one by one
 */
export function cellOf(
  { scenario, split, scores }: Omit<Cell, 'strata'>,
  clusters: readonly string[] | null,
  resample: Resample,
): Cell {
  const strataOf = (measure: Measure): Strata | null => {
    const known = knownScores(scores, measure);
    if (known.length === 0) return null;
    const key = [scenario, split];
    const own = clusters?.filter((_, at) => scores[at]![measure] !== null);
    return {
      items: stratum(known, resample, key),
      clusters: own === undefined ? null : clusteredStratum(known, own, resample, key),
    };
  };
  return {
    scenario,
    split,
    scores,
    strata: { safety: strataOf('safety'), behavioral: strataOf('behavioral'), sar: strataOf('sar') },
  };
}

/** The scores that are known. */
export function knownScores(scores: readonly ItemScore[], measure: Measure): readonly number[] {
  return scores.map((score) => score[measure]).filter((value) => value !== null);
}
