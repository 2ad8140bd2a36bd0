import type { Bounds, ScoredItem } from '../types.ts';

/** One of several evaluations of the same items: a model, or a method of one. */
export interface Contestant {
  /** Unique among those compared: "openai/gpt-4.1", or "openai/gpt-4.1 (align3)". */
  readonly name: string;
  readonly items: readonly ScoredItem[];
}

/** What is compared. */
export type ComparedMeasure = 'sar' | 'safety' | 'behavioral';

/** The mean over scenarios of the differences, item by item, of two contestants: `a` less `b`, from -1 to 1. */
export interface PairwiseDifference {
  readonly a: string;
  readonly b: string;
  readonly measure: ComparedMeasure;
  /** Over the items that are scored on both sides; null where there is none. */
  readonly value: number | null;
  readonly interval: Bounds | null;
  /** Where the difference over all items lies, whatever the missing verdicts are: [lo_A − hi_B, hi_A − lo_B]. */
  readonly bounds: Bounds;
  /** Two-sided p-value of no difference, by `signFlipTest`; null where no item is scored on both sides. */
  readonly p: number | null;
  /** The same after Holm's correction over all pairs of this measure. */
  readonly pHolm: number | null;
  /** Items that are scored on both sides, and the others that any contestant was asked. */
  readonly scored: number;
  readonly unscored: number;
}

/** Several evaluations of the same dataset, compared item by item over unsafe and safe together. */
export interface ModelComparison {
  /** By SAR over scenarios, the best first; those without a SAR last, by name. */
  readonly ranking: readonly {
    readonly name: string;
    readonly sar: number | null;
    /** The ranks, from 1, that the bounds of unscored items leave open; equal scores share theirs. */
    readonly ranks: readonly [best: number, worst: number];
  }[];
  /** Each pair once, `a` ranked before `b`, by measure. */
  readonly differences: readonly PairwiseDifference[];
  /**
   * The smallest true difference of two contestants that this dataset would show (two-sided 5 %, power 80 %), by the
   * median spread of the paired differences seen; null where no two contestants differ.
   */
  readonly detectable: Readonly<Record<ComparedMeasure, number | null>>;
  /** What a reader should be told in words, such as a ranking that unscored items can reverse. */
  readonly remarks: readonly string[];
}
