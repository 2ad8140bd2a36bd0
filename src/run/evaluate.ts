import { join, relative, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { sha256 } from '../core/hash.ts';
import type { Range } from '../core/stage.ts';
import { evaluationStages } from '../files/index.ts';
import { checkCombination, willAsk } from './asking-options.ts';
import { chosenItems, type Evaluated, evaluateDataset, withScores } from './evaluate-dataset.ts';
import {
  type EvaluateOptions,
  folderNameOf,
  prepareOptionsOf,
  resumeLine,
  stageOptionsOf,
  workOf,
} from './evaluate-options.ts';
import { type EvaluationDocument, evaluationDocument } from './evaluation-document.ts';
import { datasetOf, type Evaluation, readEvaluation, writeEvaluation } from './evaluation-folder.ts';
import { checkEvaluationPlace, withoutDigest } from './evaluation-place.ts';
import { expectedCostOn } from './plan.ts';
import { type PreparedDataset, prepareDataset } from './prepare-dataset.ts';
import { inSession } from './session.ts';

export type { EvaluateOptions } from './evaluate-options.ts';

/**
 * Evaluates a model on a dataset: respond, judge, score, report.
 *
 * @param dataset - a dataset folder, relative to the working folder
 * @throws FileError, UsageError or ConfigError before anything is asked; StoreError when an answer cannot be kept.
 */
export function evaluate(dataset: string, options: EvaluateOptions = {}): Promise<EvaluationDocument> {
  return start(dataset, options, evaluationStages);
}

/** Asks a model all items of a dataset and keeps what it says. */
export function respond(dataset: string, options: EvaluateOptions = {}): Promise<EvaluationDocument> {
  return start(dataset, options, ['respond']);
}

/** Has the responses of an evaluation folder judged, anew where they were before, and scored. */
export function judge(folder: string, options: EvaluateOptions = {}): Promise<EvaluationDocument> {
  return goOn(folder, options, ['judge', 'score']);
}

/** Scores the verdicts of an evaluation folder, and writes its report. Asks nothing. */
export function score(folder: string, options: EvaluateOptions = {}): Promise<EvaluationDocument> {
  return goOn(folder, options, ['score']);
}

/** Writes the report of an evaluation folder anew. Returns the path of the report. Asks nothing. */
export async function report(
  folder: string,
  options: Pick<EvaluateOptions, 'cwd' | 'root'> = {},
): Promise<string> {
  const place = resolve(options.cwd ?? process.cwd(), folder);
  const earlier = await readEvaluation(place);
  const { dataset, prepared } = await prepareEarlier(place, earlier, options, []);
  const { evaluation, headline } = await withScores(earlier, dataset, chosenItems(dataset, prepared));
  if (headline === undefined) {
    const verb = earlier.judgements === undefined ? 'judge' : 'score';
    throw new UsageError(`${folder} has no scores to report; make them with specloom ${verb} ${folder}`);
  }
  writeEvaluation(place, evaluation);
  return join(place, 'report.html');
}

/** The expected cost of one of these, in US dollars; null where a price is not known. */
export async function expectedEvaluationCost(
  verb: 'evaluate' | 'respond' | 'judge' | 'score',
  folder: string,
  options: EvaluateOptions,
): Promise<Range | null> {
  if (verb === 'score') return [0, 0];
  if (verb === 'judge') {
    const place = resolve(options.cwd ?? process.cwd(), folder);
    const ready = await prepareEarlier(place, await readEvaluation(place), options, ['judge']);
    return expectedCostOn(ready.prepared, chosenItems(ready.dataset, ready.prepared), 'response');
  }
  const stages = verb === 'respond' ? ['respond'] : evaluationStages;
  const { dataset, prepared } = await prepareDataset(
    folder,
    prepareOptionsOf(options),
    'plan',
    workOf(stages, options),
  );
  return expectedCostOn(prepared, chosenItems(dataset, prepared));
}

async function start(
  folder: string,
  options: EvaluateOptions,
  stages: readonly string[],
): Promise<EvaluationDocument> {
  checkCombination(options);
  const ready = await prepareDataset(
    folder,
    prepareOptionsOf(options),
    willAsk(options) ? 'ask' : 'stored',
    workOf(stages, options),
  );
  const subject = ready.prepared.setting.models.subject ?? '';
  const results = resolve(
    options.cwd ?? process.cwd(),
    options.out ?? join(ready.prepared.root, 'results', ready.folderName, folderNameOf(subject)),
  );
  checkEvaluationPlace(results, { dataset: ready.dataset.folder, subject });
  return runOn(ready, options, {
    results,
    verb: stages.length === 1 ? 'respond' : 'evaluate',
    target: folder,
  });
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

/** Prepares stages for the dataset that an evaluation is of, with the options and the judge that it was made with. */
async function prepareEarlier(
  place: string,
  { facts }: Evaluation,
  options: EvaluateOptions,
  stages: readonly string[],
): Promise<PreparedDataset> {
  const said = stageOptionsOf(options);
  const stageOptions = Object.fromEntries(
    stages.map((name) => {
      const used = facts.stages.find((each) => each.name === name)?.options as object | undefined;
      return [name, { ...used, ...said[name] }];
    }),
  );
  const asks = stages.includes('judge') && willAsk(options);
  const judged = { ...judgeBefore(facts, stages), ...options };
  const ready = await prepareDataset(
    datasetOf(place, facts),
    { ...prepareOptionsOf(judged), seed: facts.seed, scenarios: facts.scenarios },
    asks ? 'ask' : 'stored',
    { ...workOf(stages, options), stageOptions },
  );
  const { digest } = ready.dataset.dataset;
  if (digest !== facts.dataset.digest)
    throw new UsageError(
      `${place} was made from dataset ${facts.dataset.digest.slice(0, 12)}, and ${ready.dataset.folder} is ${digest.slice(0, 12)} now; respond again`,
    );
  return ready;
}

/** Who judged before, where it is to be judged anew. */
function judgeBefore(
  { models: { judge } }: Evaluation['facts'],
  stages: readonly string[],
): Pick<EvaluateOptions, 'judge'> {
  return stages.includes('judge') && judge !== undefined ? { judge: withoutDigest(judge) } : {};
}

interface Where {
  readonly results: string;
  readonly verb: string;
  /** The folder as the caller named it. */
  readonly target: string;
  readonly earlier?: Evaluation;
}

async function runOn(
  { dataset, prepared, folderName }: PreparedDataset,
  options: EvaluateOptions,
  { results, verb, target, earlier }: Where,
): Promise<EvaluationDocument> {
  const cwd = options.cwd ?? process.cwd();
  const scope = scopeOf(relative(join(prepared.root, 'results'), results));
  const job = {
    prepared,
    name: scope,
    scope,
    command: resumeLine(verb, target, options),
    out: relative(prepared.root, results),
    leads: [...chosenItems(dataset, prepared), ...(earlier?.responses ?? []), ...(earlier?.judgements ?? [])],
  };
  return inSession(job, options, async (session) => {
    const evaluated: Evaluated = await evaluateDataset(dataset, {
      prepared,
      stages: prepared.stages,
      session,
      results,
      ...(earlier === undefined ? {} : { earlier }),
    });
    const { pending, funnel } = evaluated;
    const collected = await session.collected();
    session.write({
      state: pending === undefined ? 'done' : 'stopped',
      funnel,
      ...(pending === undefined ? { results: relative(prepared.root, results) } : { pending }),
    });
    return evaluationDocument({
      dataset: folderName,
      digest: dataset.dataset.digest,
      folder: relative(cwd, results),
      prepared,
      evaluated,
      earlier: earlier?.facts.funnel ?? [],
      tally: session.tally,
      collected,
    });
  });
}

/** The name that an evaluation is run and charged under, by where its folder lies below `results/`. */
function scopeOf(place: string): string {
  const plain = place.split(/[\\/]/).join('-');
  const safe = plain.replace(/[^\w.-]+/g, '-');
  return `evaluate-${safe}${safe === plain ? '' : `-${sha256(place).slice(0, 8)}`}`;
}
