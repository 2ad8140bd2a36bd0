import { join, parse, resolve } from 'node:path';
import { openAnswers } from '../answers/index.ts';
import { SpecloomError, UsageError } from '../core/errors.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { storePath } from '../files/index.ts';
import { compareAfter } from './comparing/index.ts';
import { type EvaluateOptions, type EvaluateSeveralOptions, folderNameOf } from './evaluate-options.ts';
import { startOf } from './evaluate-start.ts';
import { runOn, scopeOf } from './evaluation-run.ts';
import {
  type EvaluationsDocument,
  evaluationsDocument,
  type ModelEvaluation,
} from './evaluations-document.ts';
import { resultsOf } from './results-place.ts';

/** One of several models: how it is evaluated, where, and what its attempts are charged to. */
interface Turn {
  readonly model: string;
  readonly options: EvaluateOptions;
  readonly results: string;
  readonly scope: string;
}

/**
 * Evaluates several models one after the other. All of them are checked through before the first is asked anything;
 * then none stops the others: what ends pending or fails is a part of the document. What `--budget` allows is for all
 * of them together.
 *
 * @throws UsageError where two models are one, or would be written to one folder; all that evaluating one throws
 *   before anything is asked; StoreError when an answer cannot be kept.
 */
export async function evaluateSeveral(
  folder: string,
  options: EvaluateSeveralOptions,
  stages: readonly string[],
): Promise<EvaluationsDocument> {
  const { turns, root, dataset } = await turnsOf(folder, options, stages);
  const evaluations: ModelEvaluation[] = [];
  for (const [at, turn] of turns.entries()) {
    options.onEvent?.({ type: 'model', model: turn.model, index: at + 1, of: turns.length });
    const budgetUsd = await leftFor(turn, turns, options.budgetUsd, root);
    evaluations.push(await evaluated(folder, turn, stages, withoutUndefined({ budgetUsd })));
  }
  const whole = turns.filter((_, at) => evaluations[at]!.evaluation?.scores != null);
  const cwd = options.cwd ?? process.cwd();
  const results = options.out === undefined ? resultsOf(root, dataset.folder) : resolve(cwd, options.out);
  const comparison = await compareAfter(
    whole.map((turn) => turn.results),
    { results, root, cwd },
  );
  return evaluationsDocument(dataset, evaluations, comparison);
}

/** The turns of all models, checked through. */
async function turnsOf(
  folder: string,
  { models, ...shared }: EvaluateSeveralOptions,
  stages: readonly string[],
) {
  const [first] = models;
  if (first === undefined) throw new UsageError('`models` names no model; name at least one');
  const twice = models.find((model, at) => models.indexOf(model) < at);
  if (twice !== undefined) throw new UsageError(`--model ${twice} is named twice; once is enough`);
  const turns: Turn[] = [];
  let found: { readonly root: string; readonly dataset: Dataset } | undefined;
  for (const model of models) {
    const options = optionsFor(model, shared);
    const { ready, where } = await startOf(folder, options, stages);
    const { prepared, dataset, folderName: name } = ready;
    const other = turns.find((turn) => turn.results === where.results);
    if (other !== undefined)
      throw new UsageError(
        `${other.model} and ${model} would both be written to ${where.results}; evaluate one of them by itself, with --out`,
      );
    turns.push({ model, options, results: where.results, scope: scopeOf(prepared.root, where.results) });
    found ??= {
      root: prepared.root,
      dataset: { name, digest: dataset.dataset.digest, folder: dataset.folder },
    };
  }
  return { turns, ...found! };
}

interface Dataset {
  readonly name: string;
  readonly digest: string;
  readonly folder: string;
}

/** The options of one model: files that belong to an evaluation are its own. */
function optionsFor(
  model: string,
  { out, collect, ...shared }: Omit<EvaluateSeveralOptions, 'models'>,
): EvaluateOptions {
  const name = folderNameOf(model);
  const own = {
    out: out === undefined ? undefined : join(out, name),
    collect: collect === undefined ? undefined : besideIn(collect, name),
  };
  return { ...shared, model, ...withoutUndefined(own) };
}

/** `pending.jsonl` of one model is `pending-openai-gpt-4.1.jsonl`: a batch goes to one model. */
function besideIn(file: string, name: string): string {
  const { dir, name: stem, ext } = parse(file);
  return join(dir, `${stem}-${name}${ext}`);
}

/** What a model may cost in all: what the budget leaves after what the others have been charged, by earlier runs, too. */
async function leftFor(
  { scope }: Turn,
  turns: readonly Turn[],
  budgetUsd: number | undefined,
  root: string,
): Promise<number | undefined> {
  if (budgetUsd === undefined) return undefined;
  const store = await openAnswers(storePath(root));
  try {
    let left = budgetUsd;
    for (const other of turns) if (other.scope !== scope) left -= (await store.ledger.spent(other.scope)).usd;
    return Math.max(0, Math.round(left * 1e9) / 1e9);
  } finally {
    await store.close();
  }
}

/** What became of one model. A store that keeps nothing fails all of them, and a bug is none of theirs. */
async function evaluated(
  folder: string,
  { model, options }: Turn,
  stages: readonly string[],
  budget: Pick<EvaluateOptions, 'budgetUsd'>,
): Promise<ModelEvaluation> {
  const own = { ...options, ...budget };
  try {
    const { ready, where } = await startOf(folder, own, stages);
    return { model, evaluation: await runOn(ready, own, where), failure: null };
  } catch (error) {
    if (!(error instanceof SpecloomError) || error.code === 'store' || error.code === 'internal') throw error;
    return { model, evaluation: null, failure: { code: error.code, message: error.message } };
  }
}
