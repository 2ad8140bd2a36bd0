import type { Bounds } from '../types.ts';

/** A coefficient with its uncertainty; null where it is undefined, such as between constants. */
export interface Coefficient {
  readonly value: number | null;
  /** The confidence interval, where there is one. */
  readonly interval: Bounds | null;
  /** Two-sided p-value of no association, where there is one. */
  readonly p: number | null;
}

/** How two orderings of the same models agree. */
export interface RankAgreement {
  readonly models: number;
  readonly spearman: Coefficient;
  /** τ-b. */
  readonly kendall: Coefficient;
  /** Shares of the five and the ten best that both have in common; null where there are no more models than that. */
  readonly top5: number | null;
  readonly top10: number | null;
}

/** Two judges of the same responses, model by model. */
export interface JudgePair {
  readonly judges: readonly [string, string];
  readonly models: readonly {
    readonly name: string;
    readonly sar: readonly [number | null, number | null];
    readonly safety: readonly [number | null, number | null];
    readonly behavioral: readonly [number | null, number | null];
  }[];
  /** Over the models that both have a SAR of. */
  readonly ranks: RankAgreement;
  /** Verdicts on the same spec of the same response that both judges gave, and Cohen's kappa over YES, NO and NA. */
  readonly verdicts: number;
  readonly kappa: Coefficient;
}

/** How people and a judge agree on the same responses. */
export interface PeopleAgreement {
  readonly judge: string;
  readonly annotators: readonly string[];
  readonly responses: number;
  /** Verdicts of a person and the judge on the same spec of the same response, pooled over specs. */
  readonly verdicts: number;
  /** Cohen's kappa over YES, NO and NA; the interval by resampling responses. */
  readonly kappa: Coefficient;
  /** Krippendorff's alpha (nominal) over people and judge, and over people alone; null where one person labelled. */
  readonly alpha: Coefficient;
  readonly alphaPeople: Coefficient | null;
  /** The mean of |s_person − s_judge| over responses that both score, from 0 to 1. */
  readonly sarGap: {
    readonly value: number | null;
    readonly interval: Bounds | null;
    readonly responses: number;
  };
}

/** How one person and a judge agree on the responses that this person labelled. */
export interface AnnotatorAgreement {
  readonly judge: string;
  readonly annotator: string;
  readonly responses: number;
  /** Verdicts of both on the same spec of the same response. */
  readonly verdicts: number;
  readonly kappa: Coefficient;
}
