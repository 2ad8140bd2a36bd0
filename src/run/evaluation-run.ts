import { relative } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { modeOf } from './asking-options.ts';
import { chosenItems, type Evaluated, evaluateDataset } from './evaluate-dataset.ts';
import {
  type EvaluateOptions,
  prepareOptionsOf,
  resumeLine,
  stageOptionsOf,
  workOf,
} from './evaluate-options.ts';
import { type EvaluationDocument, evaluationDocument } from './evaluation-document.ts';
import { datasetOf, type Evaluation } from './evaluation-folder.ts';
import { withoutDigest } from './evaluation-place.ts';
import { scopeOf } from './evaluation-scope.ts';
import { judgesIn } from './judges-of.ts';
import { type PreparedDataset, prepareDataset } from './prepare-dataset.ts';
import { methodOf } from './reporting/protocol.ts';
import { inSession } from './session.ts';
import { labelOf } from './subject-method.ts';

/** Prepares stages for the dataset that an evaluation is of, with the options and the judge that it was made with. */
export async function prepareEarlier(
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
  const judged = { ...judgeBefore(facts, stages), ...options };
  const ready = await prepareDataset(
    datasetOf(place, facts),
    { ...prepareOptionsOf(judged), seed: facts.seed, scenarios: facts.scenarios },
    stages.includes('judge') ? modeOf(options) : 'stored',
    { ...workOf(stages, options), stageOptions },
  );
  const { digest } = ready.dataset.dataset;
  if (digest !== facts.dataset.digest)
    throw new UsageError(
      `${place} was made from dataset ${facts.dataset.digest.slice(0, 12)}, and ${ready.dataset.folder} is ${digest.slice(0, 12)} now; respond again`,
    );
  return ready;
}

/** Who judged before, all of a panel, where it is to be judged anew. */
function judgeBefore(facts: Evaluation['facts'], stages: readonly string[]): Pick<EvaluateOptions, 'judge'> {
  const judges = judgesIn(facts).map(withoutDigest);
  return stages.includes('judge') && judges.length > 0 ? { judge: judges } : {};
}

/** Where an evaluation is written, and what it goes on from. */
export interface Where {
  readonly results: string;
  readonly verb: string;
  /** The folder as the caller named it. */
  readonly target: string;
  readonly earlier?: Evaluation;
}

/** Runs prepared stages on a dataset, writes what they come to, and says so. */
export async function runOn(
  { dataset, prepared, folderName }: PreparedDataset,
  options: EvaluateOptions,
  { results, verb, target, earlier }: Where,
): Promise<EvaluationDocument> {
  const cwd = options.cwd ?? process.cwd();
  const scope = scopeOf(prepared.root, results);
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
      method: earlier === undefined ? labelOf(prepared) : methodOf(earlier.facts),
      evaluated,
      earlier: earlier?.facts.funnel ?? [],
      tally: session.tally,
      collected,
    });
  });
}
