import type { ErrorCode } from '../core/errors.ts';
import type { CompareDocument } from './comparing/document.ts';
import type { EvaluationDocument } from './evaluation-document.ts';
import type { AnsweredFacts } from './progress.ts';

/** What became of one of several models or methods: an evaluation, whole or not, or what ended it. */
export type ModelEvaluation = {
  /** "provider/model" as it was named. */
  readonly model: string;
  /** The label of the method: `vanilla`, `align3-behavior`. */
  readonly method: string;
} & (
  | { readonly evaluation: EvaluationDocument; readonly failure: null }
  | { readonly evaluation: null; readonly failure: { readonly code: ErrorCode; readonly message: string } }
);

/** The folders of those that came to scores. */
export const wholeFolders = (
  turns: readonly { readonly results: string }[],
  evaluations: readonly ModelEvaluation[],
): readonly string[] =>
  turns.filter((_, at) => evaluations[at]!.evaluation?.scores != null).map(({ results }) => results);

/**
 * What evaluating several models, or by several methods, did. `asked`, `answered`, `stored`, `faults` and `costUsd` are of
 * this run, over all of them.
 */
export interface EvaluationsDocument extends AnsweredFacts {
  /** The dataset's folder name and digest. */
  readonly dataset: string;
  readonly digest: string;
  /** Stopped where any of them is not done: the same call goes on with those. */
  readonly state: 'done' | 'stopped';
  /** Items given up without an answer. */
  readonly gaps: number;
  /** In the order in which they were named. */
  readonly evaluations: readonly ModelEvaluation[];
  /**
   * Of several models, with all other evaluations in the folder that can stand beside these; of several methods, of these
   * alone. Null where fewer than two have scores.
   */
  readonly comparison: CompareDocument | null;
}

/** The document over all models. */
export function evaluationsDocument(
  dataset: { readonly name: string; readonly digest: string },
  evaluations: readonly ModelEvaluation[],
  comparison: CompareDocument | null,
): EvaluationsDocument {
  const documents = evaluations.flatMap(({ evaluation }) => evaluation ?? []);
  const sum = (name: 'asked' | 'answered' | 'faults' | 'stored' | 'gaps'): number =>
    documents.reduce((total, document) => total + document[name], 0);
  const isDone = evaluations.every(({ evaluation }) => evaluation?.state === 'done');
  return {
    dataset: dataset.name,
    digest: dataset.digest,
    state: isDone ? 'done' : 'stopped',
    asked: sum('asked'),
    answered: sum('answered'),
    faults: sum('faults'),
    stored: sum('stored'),
    costUsd: documents.reduce<number | null>(
      (total, { costUsd }) => (total === null || costUsd === null ? null : rounded(total + costUsd)),
      0,
    ),
    gaps: sum('gaps'),
    evaluations,
    comparison,
  };
}

const rounded = (usd: number): number => Math.round(usd * 1e9) / 1e9;
