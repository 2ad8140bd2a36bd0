import type { EvaluationEffort } from '../core/effort.ts';
import type { FunnelRow } from '../core/funnel.ts';
import type { Evaluated } from './evaluate-dataset.ts';
import type { HeadlineChange } from './headline-change.ts';
import type { Prepared } from './prepare.ts';
import type { AnsweredFacts, Tally } from './progress.ts';
import { remarksOf } from './remarks.ts';
import { type EvaluationHeadline, gapsIn, type PendingFacts } from './run-document.ts';

/** What evaluating did. `asked`, `answered`, `stored`, `faults` and `costUsd` are of this run. */
export interface EvaluationDocument extends AnsweredFacts {
  /** The dataset's folder name and digest. */
  readonly dataset: string;
  readonly digest: string;
  /** The evaluation folder, relative to the working folder. */
  readonly folder: string;
  readonly state: 'done' | 'stopped';
  readonly models: Readonly<Record<string, string>>;
  /** The label of the method that the subject was asked by: `vanilla`, `align3-behavior`. */
  readonly method: string;
  /** Null where it did not come to scores. */
  readonly scores: EvaluationHeadline | null;
  /** What tactics change, item by item; none where no item was asked in both forms. */
  readonly changes: readonly HeadlineChange[];
  /** What asking subject and judges took, in earlier runs, too; unknown where it did not come to scores or responses. */
  readonly effort: EvaluationEffort;
  /** Items given up without an answer, in earlier parts of the evaluation, too. */
  readonly gaps: number;
  readonly pending: PendingFacts | null;
  readonly collected: { readonly file: string; readonly questions: number } | null;
  readonly remarks: readonly string[];
  readonly funnel: readonly FunnelRow[];
}

/** The document of an evaluation. */
export function evaluationDocument(run: {
  readonly dataset: string;
  readonly digest: string;
  readonly folder: string;
  readonly prepared: Prepared;
  readonly method: string;
  readonly evaluated: Evaluated;
  /** The funnel of what an earlier part of the same evaluation did. */
  readonly earlier: readonly FunnelRow[];
  readonly tally: Readonly<Tally>;
  readonly collected: EvaluationDocument['collected'];
}): EvaluationDocument {
  const { asked, answered, faults, stored, costUsd } = run.tally;
  const { pending, scores, changes, effort, funnel, remarks, rehearsed } = run.evaluated;
  return {
    dataset: run.dataset,
    digest: run.digest,
    folder: run.folder,
    state: pending === undefined ? 'done' : 'stopped',
    models: run.prepared.setting.models,
    method: run.method,
    asked,
    answered,
    faults,
    stored,
    costUsd,
    scores: scores ?? null,
    changes,
    effort,
    gaps: gapsIn([...run.earlier, ...funnel]),
    pending: pending ?? null,
    collected: run.collected,
    remarks: [...remarksOf(funnel, run.prepared.models, rehearsed, 'scores'), ...remarks],
    funnel,
  };
}
