import { relative, resolve } from 'node:path';
import type { Response } from '../../core/entity.ts';
import { UsageError } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import { shortDigest } from '../../core/hash.ts';
import { type JudgeOptions, judgeOptions } from '../../stages/judge-options.ts';
import type { ScoreOptions } from '../../stats/index.ts';
import { scoreOptions } from '../../stats/options.ts';
import { datasetOf, type Evaluation, type EvaluationFacts, readEvaluation } from '../evaluation-folder.ts';
import { withoutDigest } from '../evaluation-place.ts';
import { judgesIn, judgesInWords } from '../judges-of.ts';
import { type LoadedDataset, loadDataset } from '../load-dataset.ts';
import { nameOf } from '../reporting/names.ts';
import { optionsOf } from '../reporting/protocol.ts';
import { type AskedItem, askedItems, askWhatOf } from '../scores.ts';

/** An evaluation whose responses people label, or have labelled. */
export interface LabelledEvaluation {
  /** As the caller named it. */
  readonly folder: string;
  /** Absolute. */
  readonly place: string;
  /** The model under test, with the method where it is not vanilla. */
  readonly model: string;
  /** All judges of it, in words. */
  readonly judge: string;
  /** What the judge saw of a response, among others. */
  readonly judging: JudgeOptions;
  readonly scoring: ScoreOptions;
  /** What can be drawn: unsafe and safe items whose response has a text. What is asked beside them is in no headline. */
  readonly frame: readonly Answered[];
  /** 16 hex digits of the ids of these responses: whether the same ones can be drawn later. */
  readonly frameDigest: string;
  readonly evaluation: Evaluation;
}

/** An item with a response that there is something to read in. */
export type Answered = AskedItem & { readonly response: Response & { readonly answer: string } };

/** Evaluations of one dataset. */
export interface Evaluations {
  readonly dataset: LoadedDataset;
  /** At least one; no two of the same model by the same judge. */
  readonly evaluations: readonly LabelledEvaluation[];
}

/**
 * Reads evaluation folders of one dataset.
 *
 * @param folders at least one, relative to `cwd`
 * @throws FileError where one is no evaluation folder, was changed, or its dataset was; UsageError where they are of
 *   different datasets, a dataset was built anew since, or two are of one model by one judge.
 */
export async function readEvaluations(cwd: string, folders: readonly string[]): Promise<Evaluations> {
  if (folders.length === 0) throw new UsageError('name at least one evaluation folder');
  const read = [];
  for (const folder of folders) {
    const place = resolve(cwd, folder);
    read.push({ folder, place, evaluation: await readEvaluation(place) });
  }
  const [first, ...others] = read;
  const dataset = loadDataset(datasetOf(first!.place, first!.evaluation.facts));
  for (const { folder, evaluation } of read) refuseStale(folder, evaluation.facts, dataset, cwd);
  const other = others.find(({ evaluation }) => evaluation.judgements === undefined);
  const unjudged = first!.evaluation.judgements === undefined ? first : other;
  if (unjudged !== undefined)
    throw new UsageError(
      `${unjudged.folder} has no verdicts yet; make them with specloom judge ${unjudged.folder}`,
    );
  const evaluations = read.map((each) => labelledEvaluation(each, dataset));
  for (const [name, same] of groupBy(evaluations, ({ model, judge }) => `${model}, judged by ${judge}`))
    if (same.length > 1)
      throw new UsageError(`${same.map(({ folder }) => folder).join(' and ')} are both of ${name}; name one`);
  return { dataset, evaluations };
}

function refuseStale(folder: string, facts: EvaluationFacts, dataset: LoadedDataset, cwd: string): void {
  const { digest } = dataset.dataset;
  if (facts.dataset.digest !== digest)
    throw new UsageError(
      `${folder} was made from dataset ${facts.dataset.digest.slice(0, 12)}, and ${relative(cwd, dataset.folder)} is ${digest.slice(0, 12)}; name evaluations of one dataset, or evaluate again`,
    );
}

function labelledEvaluation(
  read: { readonly folder: string; readonly place: string; readonly evaluation: Evaluation },
  dataset: LoadedDataset,
): LabelledEvaluation {
  const { facts, responses, judgements = [] } = read.evaluation;
  const chosen = new Set(facts.scenarios);
  const asked = askedItems({
    items: dataset.items.filter(({ scenario }) => chosen.has(scenario)),
    scenarios: dataset.scenarios.map(({ scenario }) => scenario),
    responses,
    judgements,
    ask: askWhatOf(facts.stages),
  });
  const frame = asked
    .filter(isAnswered)
    .filter(({ form }) => form.split === 'unsafe' || form.split === 'safe');
  return {
    ...read,
    model: nameOf(facts),
    judge: judgesInWords(judgesIn(facts).map(withoutDigest)),
    judging: judgeOptions.parse(optionsOf(facts, 'judge')),
    scoring: scoreOptions(optionsOf(facts, 'score') as Partial<ScoreOptions>),
    frame,
    frameDigest: shortDigest(frame.map(({ response }) => response.id).toSorted()),
  };
}

const isAnswered = (asked: AskedItem): asked is Answered =>
  (asked.response?.answer ?? null) !== null && asked.response?.finish !== 'filter';
