import type { Item } from '../core/entity.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { ScoreOptions } from '../stats/index.ts';
import { unknownEffort } from './effort.ts';
import type { Evaluation, StageUsed } from './evaluation-folder.ts';
import { type HeadlineChange, headlineChange } from './headline-change.ts';
import { judgesIn, judgesInWords } from './judges-of.ts';
import type { LoadedDataset } from './load-dataset.ts';
import { reportOf } from './reporting/index.ts';
import type { EvaluationHeadline } from './run-document.ts';
import { askWhatOf, summaryOf } from './scores.ts';

/** An evaluation with what its scores come to. */
export interface WithScores {
  readonly evaluation: Evaluation;
  readonly headline: EvaluationHeadline | undefined;
  readonly changes: readonly HeadlineChange[];
  readonly remarks: readonly string[];
}

/**
 * An evaluation with the files that are made from responses and verdicts, as far as its stages go.
 *
 * @param where the items that were to be evaluated, and the folder of all that is known of the dataset
 */
export async function withScores(
  { facts, responses, judgements }: Evaluation,
  dataset: LoadedDataset,
  { items, results }: { readonly items: readonly Item[]; readonly results: string },
): Promise<WithScores> {
  const scoring = facts.stages.find(({ name }) => name === 'score');
  if (scoring === undefined || judgements === undefined)
    return {
      evaluation: { facts, responses, judgements, derived: {} },
      headline: undefined,
      changes: [],
      remarks: [],
    };
  const scenarios = dataset.scenarios.map(({ scenario }) => scenario);
  const ask = askWhatOf(facts.stages);
  const scored = { items, scenarios, responses, judgements, ask, seed: facts.seed };
  const summary = summaryOf(scored, scoring.options as Partial<ScoreOptions>);
  const all = summary.macro.all;
  const { subject = 'unknown' } = facts.models;
  const judge = judgesInWords(judgesIn(facts));
  const headline = {
    subject,
    judge,
    sar: all?.sar.value ?? null,
    safety: all?.safety.value ?? null,
    behavioral: all?.behavioral.value ?? null,
    unscored: all?.sar.unscored ?? 0,
  };
  // Where the dataset lies is no result: the same evaluation in another folder has the same bytes.
  const { folder: _, ...named } = facts.dataset;
  const scores = {
    dataset: named,
    subject,
    judge,
    rehearsal: facts.rehearsal,
    protocol: protocolOf(facts.stages),
    ...withoutUndefined({ sampling: facts.sampling }),
    effort: facts.effort ?? unknownEffort,
    summary,
  };
  const inputs = { facts, items, responses, judgements, summary };
  const { report, remarks } = await reportOf(dataset, inputs, results);
  const derived = {
    'scores.json': `${JSON.stringify(scores, null, 2)}\n`,
    'report.html': report,
  };
  return {
    evaluation: { facts, responses, judgements, derived },
    headline,
    changes: summary.changes.map(headlineChange),
    remarks: [...summary.remarks, ...remarks],
  };
}

/** The options of the evaluating stages by stage: what the scores depend on besides the answers. */
const protocolOf = (stages: readonly StageUsed[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(stages.map(({ name, options }) => [name, options]));
