import { type Stratum, stratum } from './bootstrap.ts';
import type { Resample } from './resample.ts';
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
  readonly strata: Readonly<Record<Measure, Stratum | null>>;
}

/** Puts the scores of one scenario and split together. */
export function cellOf(
  scenario: string,
  split: Split,
  scores: readonly ItemScore[],
  resample: Resample,
): Cell {
  const stratumOf = (measure: Measure): Stratum | null => {
    const known = knownScores(scores, measure);
    return known.length === 0 ? null : stratum(known, resample, [scenario, split]);
  };
  return {
    scenario,
    split,
    scores,
    strata: { safety: stratumOf('safety'), behavioral: stratumOf('behavioral'), sar: stratumOf('sar') },
  };
}

/** The scores that are known. */
export function knownScores(scores: readonly ItemScore[], measure: Measure): readonly number[] {
  return scores.map((score) => score[measure]).filter((value) => value !== null);
}
