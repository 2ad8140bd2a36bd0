import type { EvaluationEffort } from '../../core/effort.ts';
import type { ReportAnswers } from '../../report/index.ts';
import type { Estimate, JudgePair, ModelComparison } from '../../stats/index.ts';
import type { Skipped } from './contender.ts';
import type { MethodGain } from './methods-part.ts';

/** One of the evaluations that are compared. */
export interface ComparedEvaluation {
  /** Unique: the subject, with the method where it is not vanilla. */
  readonly name: string;
  /** The evaluation folder, relative to the folder of the comparison. */
  readonly folder: string;
  readonly subject: string;
  /** The label of the method: `align3-behavior-within-2000`. */
  readonly method: string;
  /** Most tokens that one answer might take; null where nothing was set. */
  readonly budget: number | null;
  /** Means over scenarios, of unsafe and safe items together; null where nothing is scored. */
  readonly sar: Estimate | null;
  readonly safety: Estimate | null;
  readonly behavioral: Estimate | null;
  /**
   * What answers took: tokens of an answer on average, by the counting of the paper's table 2 (all passes; the prompt
   * once where a method is a single pass; inserted text not).
   */
  readonly answers: ReportAnswers;
  /** What was billed over all answers, repeated prompts and questions to a reward model included. */
  readonly effort: EvaluationEffort;
}

/** Several evaluations of one dataset, side by side: what stands in comparison.json. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly specloom: string;
  readonly dataset: { readonly name: string; readonly version: string; readonly digest: string };
  readonly scenarios: readonly string[];
  /** Of a panel, all its judges. */
  readonly judge: string;
  /** What holds for all of them, in words, as the report has it. */
  readonly protocol: readonly string[];
  /** The best first. */
  readonly evaluations: readonly ComparedEvaluation[];
  /** Null where there is one evaluation alone. */
  readonly comparison: ModelComparison | null;
  /** What methods change, each beside vanilla; none where no subject was asked by vanilla and by another method. */
  readonly methods: readonly MethodGain[];
  readonly judges: readonly JudgePair[];
  /**
   * In words: methods that differ from their vanilla answers in more than the method, and what is known of judges and
   * left out here.
   */
  readonly remarks: readonly string[];
}

/** What comparing came to, and where it is written. */
export interface CompareDocument extends Comparison {
  /** Folders that were left out, relative to the working folder, and why. */
  readonly skipped: readonly Skipped[];
  /** The files that were written, relative to the working folder. */
  readonly files: { readonly data: string; readonly report: string };
}
