import type { Id } from '../../core/entity.ts';
import type { Bounds } from '../types.ts';

/** Scores of one response, each from 0 to 1; null where it is unscored: by the judge or by the person. */
export interface GivenScores {
  readonly safety: number | null;
  readonly behavioral: number | null;
  readonly sar: number | null;
}

/** A response of one model that could have been drawn for labelling, with the judge's scores of it. */
export interface JudgedItem {
  /** Unique within the model. */
  readonly item: Id;
  readonly scenario: string;
  readonly label: 'safe' | 'unsafe';
  readonly scores: GivenScores;
}

/** A response that was drawn, with a person's scores of it. */
export interface LabelledItem {
  /** The id of one of the model's items. */
  readonly item: Id;
  /** With what probability it was drawn, above 0 and up to 1. */
  readonly probability: number;
  readonly scores: GivenScores;
}

/** What is known of one model's responses. */
export interface CorrectionModel {
  readonly name: string;
  /** All responses that could have been drawn, each once, labelled or not. One that could not (none came) is no part of it. */
  readonly items: readonly JudgedItem[];
  /** Each item at most once. */
  readonly labels: readonly LabelledItem[];
}

/** What the intervals are about, and how they are made. */
export interface CorrectionOptions {
  /** The items of this benchmark, or new prompts like them. */
  readonly target: 'benchmark' | 'new prompts';
  /** Whether the labels of all models correct each of them: on the assumption that the judge errs alike on all. */
  readonly pooled: boolean;
  /** Between 0 and 1. */
  readonly confidence: number;
}

/** The judge's scores of models and people's labels of a probability sample of them. */
export interface CorrectionInputs {
  readonly judge: string;
  readonly models: readonly CorrectionModel[];
  /** By default: target `benchmark`, not pooled, confidence 0.95. */
  readonly options?: Partial<CorrectionOptions>;
}

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
  /** `ppi`: by Student's t; `bounded`: for bounded means, with few labels or (nearly) no disagreement. */
  readonly method: 'ppi' | 'bounded';
}

/** The scores of one model, corrected by people's labels of a probability sample of its responses. */
export interface CorrectedScores {
  /** The model that the scores are of: one, pooled or not. */
  readonly models: readonly string[];
  readonly judge: string;
  /** Labels that the correction rests on; those of all models where they were pooled. */
  readonly labels: number;
  /** Items of the model. */
  readonly items: number;
  /** What the intervals are about: the items of this benchmark, or new prompts like them. */
  readonly target: 'benchmark' | 'new prompts';
  /** Whether labels of several models were pooled, on the assumption that the judge errs alike on all of them. */
  readonly pooled: boolean;
  /** Those measures that some label has. */
  readonly scores: readonly CorrectedScore[];
  readonly remarks: readonly string[];
}
