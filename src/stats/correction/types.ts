import type { Bounds } from '../types.ts';

/** A mean score that labels of people have corrected. */
export interface CorrectedScore {
  readonly measure: 'safety' | 'behavioral' | 'sar';
  /** The mean by the judge alone, over all scored items. */
  readonly judge: number;
  /** The mean by the labels alone, with its interval. */
  readonly labels: { readonly value: number; readonly interval: Bounds };
  readonly value: number;
  readonly interval: Bounds;
  /** How far the judge is trusted, from 0 (labels alone) to 1. */
  readonly power: number;
  /** `ppi`: by the normal approximation; `bounded`: for bounded means, with few labels or no disagreement. */
  readonly method: 'ppi' | 'bounded';
}

/** The scores of one model, corrected by people's labels of a probability sample of its responses. */
export interface CorrectedScores {
  /** The models whose responses were labelled: one, or several that were pooled. */
  readonly models: readonly string[];
  readonly judge: string;
  readonly labels: number;
  readonly items: number;
  /** What the intervals are about: the items of this benchmark, or new prompts like them. */
  readonly target: 'benchmark' | 'new prompts';
  /** Whether labels of several models were pooled, on the assumption that the judge errs alike on all of them. */
  readonly pooled: boolean;
  readonly scores: readonly CorrectedScore[];
  readonly remarks: readonly string[];
}
