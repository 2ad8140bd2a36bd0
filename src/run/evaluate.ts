import { resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { evaluationStages } from '../files/index.ts';
import { checkCombination } from './asking-options.ts';
import type { EvaluateOptions, EvaluateSeveralOptions } from './evaluate-options.ts';
import { evaluateSeveral } from './evaluate-several.ts';
import { startOf } from './evaluate-start.ts';
import type { EvaluationDocument } from './evaluation-document.ts';
import { type Evaluation, readEvaluation } from './evaluation-folder.ts';
import { prepareEarlier, runOn } from './evaluation-run.ts';
import type { EvaluationsDocument } from './evaluations-document.ts';

export type { EvaluateOptions, EvaluateSeveralOptions } from './evaluate-options.ts';
export { type EvaluationVerb, expectedEvaluationCost } from './evaluation-cost.ts';
export { report } from './report-evaluation.ts';

/**
 * Evaluates a model on a dataset: respond, judge, score, report. With `models`, several models one after the other,
 * and then their comparison; one that ends pending or fails does not stop the others.
 *
 * @param dataset - a dataset folder, relative to the working folder
 * @throws FileError, UsageError or ConfigError before anything is asked; StoreError when an answer cannot be kept.
 */
export function evaluate(dataset: string, options: EvaluateSeveralOptions): Promise<EvaluationsDocument>;
export function evaluate(dataset: string, options?: EvaluateOptions): Promise<EvaluationDocument>;
export function evaluate(
  dataset: string,
  options: EvaluateOptions | EvaluateSeveralOptions = {},
): Promise<EvaluationDocument | EvaluationsDocument> {
  return oneOrSeveral(dataset, options, evaluationStages);
}

/** Asks a model, or with `models` several, all items of a dataset and keeps what they say. Throws as `evaluate` does. */
export function respond(dataset: string, options: EvaluateSeveralOptions): Promise<EvaluationsDocument>;
export function respond(dataset: string, options?: EvaluateOptions): Promise<EvaluationDocument>;
export function respond(
  dataset: string,
  options: EvaluateOptions | EvaluateSeveralOptions = {},
): Promise<EvaluationDocument | EvaluationsDocument> {
  return oneOrSeveral(dataset, options, ['respond']);
}

/** Has the responses of an evaluation folder judged, anew where they were before, and scored. */
export function judge(folder: string, options: EvaluateOptions = {}): Promise<EvaluationDocument> {
  return goOn(folder, options, ['judge', 'score']);
}

/** Scores the verdicts of an evaluation folder, and writes its report. Asks nothing. */
export function score(folder: string, options: EvaluateOptions = {}): Promise<EvaluationDocument> {
  return goOn(folder, options, ['score']);
}

async function oneOrSeveral(
  folder: string,
  options: EvaluateOptions | EvaluateSeveralOptions,
  stages: readonly string[],
): Promise<EvaluationDocument | EvaluationsDocument> {
  if ('models' in options && options.models !== undefined) return evaluateSeveral(folder, options, stages);
  const { ready, where } = await startOf(folder, options as EvaluateOptions, stages);
  return runOn(ready, options, where);
}

async function goOn(
  folder: string,
  options: EvaluateOptions,
  stages: readonly string[],
): Promise<EvaluationDocument> {
  checkCombination(options);
  const results = resolve(options.cwd ?? process.cwd(), folder);
  const whole = await readEvaluation(results);
  if (!stages.includes('judge') && whole.judgements === undefined)
    throw new UsageError(`${folder} has no verdicts yet; make them with specloom judge ${folder}`);
  const earlier = upTo(whole, stages);
  const ready = await prepareEarlier(results, whole, options, stages);
  return runOn(ready, options, { results, verb: stages[0]!, target: folder, earlier });
}

/** An evaluation without what the given stages make anew. */
function upTo({ facts, responses, judgements }: Evaluation, stages: readonly string[]): Evaluation {
  const isAnew = stages.includes('judge');
  const kept = { stages: facts.stages.filter(({ name }) => !stages.includes(name)) };
  const funnel = facts.funnel.filter(({ stage }) => !stages.includes(stage));
  return {
    facts: { ...facts, ...kept, funnel },
    responses,
    judgements: isAnew ? [] : judgements,
    derived: {},
  };
}
