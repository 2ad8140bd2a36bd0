import type { Verdict } from '../core/entity.ts';
import type { Bounds, ScoreOptions, Split } from './item-types.ts';

export type { Bounds, ItemScore, ScoredItem, ScoreOptions, Split, VerdictLists } from './item-types.ts';

/** A mean over items. */
export interface Estimate {
  /** Over the scored items; null where there is none. */
  readonly value: number | null;
  /** The confidence interval; null where no item is scored. */
  readonly interval: Bounds | null;
  readonly method: 'wilson' | 'stratified-wilson' | 'bootstrap' | 'cluster-bootstrap';
  /** Where the mean over all items lies, whatever the missing verdicts are. */
  readonly bounds: Bounds;
  readonly scored: number;
  readonly unscored: number;
}

/** What one group of items comes to. */
export interface SplitScores {
  readonly items: number;
  /** Items without any YES or NO over the behavioral-spec. */
  readonly empty: number;
  readonly safety: Estimate;
  readonly behavioral: Estimate;
  readonly sar: Estimate;
  /** The mean SAR if the behavioral share of empty items were 1 instead of 0. */
  readonly sarIfEmptyWereOne: number | null;
}

/** How often each verdict was given on one spec. */
export interface SpecCounts {
  readonly kind: 'safety' | 'behavioral';
  /** Its place in the scenario's list, from 0. */
  readonly place: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** YES of YES and NO: how often it was kept where it applied. */
  readonly kept: SpecRate;
}

/** How often one spec was kept, among the responses that it applied to. */
export interface SpecRate {
  /** Null where there is neither YES nor NO. */
  readonly value: number | null;
  /** Wilson's; null where the value is. */
  readonly interval: Bounds | null;
  /** Where it lies, whatever the missing verdicts are; from 0 to 1 where nothing is known. */
  readonly bounds: Bounds;
}

/**
 * Scores by split. `all` is unsafe and safe together; controls and originals are never in it. A split without
 * items is left out.
 */
export type BySplit = Readonly<Partial<Record<Split | 'all', SplitScores>>>;

export interface ScenarioScores {
  readonly scenario: string;
  readonly splits: BySplit;
  /** Over unsafe and safe. */
  readonly specs: readonly SpecCounts[];
}

/** What becomes of a score between two ways of asking the same items. */
export interface ScoreChange {
  /** Means over the pairs that are scored on both sides; null where there is none. */
  readonly before: number | null;
  readonly after: number | null;
  readonly change: ChangeEstimate;
  /** The two-sided p-value of no change; null where no pair is scored on both sides. */
  readonly p: number | null;
  /** The same after Holm's correction: over the three scores, or over those of all scenarios. */
  readonly pHolm: number | null;
  /** Pairs that are scored on both sides, and the others. */
  readonly scored: number;
  readonly unscored: number;
}

/** A mean of differences, `after` less `before`, from -1 to 1. */
export interface ChangeEstimate {
  /** Over the pairs that are scored on both sides; null where there is none. */
  readonly value: number | null;
  /** The confidence interval, by a paired bootstrap; null where the value is. */
  readonly interval: Bounds | null;
  /** Where the mean over all pairs lies, whatever the missing verdicts are. */
  readonly bounds: Bounds;
}

/** What becomes of the scores of one group of items. */
export interface PairedScores {
  /** Items that were asked in both ways, scored or not. */
  readonly pairs: number;
  /** How many of them have neither YES nor NO over the behavioral-spec, as a bare refusal tends to. */
  readonly empty: { readonly before: number; readonly after: number };
  readonly safety: ScoreChange;
  readonly behavioral: ScoreChange;
  readonly sar: ScoreChange;
}

/**
 * What tactics do to the scores, item by item: from original prompts to their variants (the change of the
 * paper's table 6), or from safe prompts to their controls.
 */
export interface PairedChange {
  readonly from: 'original' | 'safe';
  readonly to: 'unsafe' | 'control';
  /** The mean over scenarios. */
  readonly macro: PairedScores;
  /** Those that have pairs, sorted by scenario id. */
  readonly scenarios: readonly ({ readonly scenario: string } & PairedScores)[];
}

/**
 * The change of unsafe items less the change of controls, from -2 to 2: what is left of an attack's effect once
 * what its wording does to safe items is taken off.
 */
export interface Difference extends ChangeEstimate {
  /** The two changes, over the same scenarios; null where there is none. */
  readonly unsafe: number | null;
  readonly control: number | null;
  /** Scenarios that have scored pairs of both. */
  readonly scenarios: number;
}

/** By score, as the mean over scenarios. */
export type BeyondControls = Readonly<Record<'safety' | 'behavioral' | 'sar', Difference>>;

/** The mean SAR over scenarios for another weight of safety alone; null where no item is scored. */
export interface AlphaPoint {
  /** From 0 to 1. */
  readonly alpha: number;
  readonly all: number | null;
  readonly unsafe: number | null;
  readonly safe: number | null;
  /** Where the means over all items lie, whatever the missing verdicts are; null where there is no item. */
  readonly bounds: Readonly<Record<'all' | 'unsafe' | 'safe', Bounds | null>>;
}

/** All that an evaluation comes to. */
export interface ScoreSummary {
  readonly options: ScoreOptions & {
    readonly seed: number;
    readonly confidence: number;
    readonly resamples: number;
    /**
     * What intervals take for independent: items, or the specs that they were made for (`ScoredItem.cluster`; an item
     * without one stands for itself).
     */
    readonly cluster: 'item' | 'spec';
  };
  /** Sorted by scenario id. */
  readonly scenarios: readonly ScenarioScores[];
  /** The mean over scenarios: the headline. */
  readonly macro: BySplit;
  /** The mean over items. */
  readonly micro: BySplit;
  /** α from 0 to 1 in steps of 0.1. */
  readonly alphas: readonly AlphaPoint[];
  /** From original to unsafe, then from safe to control; one without any pair is left out. */
  readonly changes: readonly PairedChange[];
  /** Null where not both changes are there in any scenario. */
  readonly beyondControls: BeyondControls | null;
  /** What a reader should be told in words: macro and micro that differ, unscored items, empty ones. */
  readonly remarks: readonly string[];
}
