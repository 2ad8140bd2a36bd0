import { basename, join, parse, resolve } from 'node:path';
import { openAnswers } from '../answers/index.ts';
import { ConfigError, SpecloomError } from '../core/errors.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { storePath } from '../files/index.ts';
import { modeOf } from './asking-options.ts';
import { ensureContinuation } from './continuation.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import { checkApart, type Placed, startOf, titleOf } from './evaluate-start.ts';
import { withoutDigest } from './evaluation-place.ts';
import { runOn } from './evaluation-run.ts';
import { scopeOf } from './evaluation-scope.ts';
import type { ModelEvaluation } from './evaluations-document.ts';
import type { Prepared } from './prepare.ts';
import { resultsOf } from './results-place.ts';

/** One of several evaluations: of a model, by a method; where it goes, and what its attempts are charged to. */
export interface Turn extends Placed {
  readonly options: EvaluateOptions;
  readonly scope: string;
}

/** Several evaluations of one dataset, checked through; nothing has been asked yet. */
export interface Turns {
  readonly turns: readonly Turn[];
  readonly root: string;
  /** Where what is about all of them goes. */
  readonly home: string;
  readonly dataset: { readonly name: string; readonly digest: string; readonly folder: string };
}

/**
 * Checks several evaluations through before the first one asks anything.
 *
 * @param each - what each is evaluated with, at least one; `out` is the folder that their folders stand in
 * @throws UsageError where two would be written to one folder; ConfigError where a server cannot go on with the turns that
 *   a method begins; and all that evaluating one throws before it asks.
 */
export async function turnsOf(
  folder: string,
  each: readonly EvaluateOptions[],
  stages: readonly string[],
): Promise<Turns> {
  const turns: Turn[] = [];
  let found: Omit<Turns, 'turns'> | undefined;
  for (const options of each) {
    const { out, collect, ...shared } = options;
    const { ready, method, where } = await startOf(folder, options, stages, 'beside');
    const { prepared, dataset, folderName: name } = ready;
    const { results } = where;
    const model = options.model ?? withoutDigest(prepared.setting.models.subject ?? '');
    await checkContinuation(prepared, options, titleOf({ model, method }));
    checkApart({ model, method, results }, turns);
    const own = withoutUndefined({
      out: out === undefined ? undefined : join(out, basename(results)),
      collect: collect === undefined ? undefined : besideIn(collect, basename(results)),
    });
    const scope = scopeOf(prepared.root, results);
    turns.push({ model, method, options: { ...shared, ...own }, results, scope });
    found ??= {
      root: prepared.root,
      home:
        out === undefined
          ? resultsOf(prepared.root, dataset.folder)
          : resolve(options.cwd ?? process.cwd(), out),
      dataset: { name, digest: dataset.dataset.digest, folder: dataset.folder },
    };
  }
  if (found === undefined) throw new SpecloomError('internal', 'several evaluations, and none is named');
  return { turns, ...found };
}

/** Each run makes sure of it, too; here it is found out before any of the others has cost something. */
async function checkContinuation(prepared: Prepared, options: EvaluateOptions, name: string): Promise<void> {
  if (modeOf(options) !== 'ask') return;
  const { signal = new AbortController().signal } = options;
  try {
    await ensureContinuation(prepared, { signal, emit: () => {} });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${name}: ${error.message}`, { cause: error });
  }
}

/** `pending.jsonl` of one model is `pending-openai-gpt-4.1.jsonl`: a batch goes to one model. */
function besideIn(file: string, name: string): string {
  const { dir, name: stem, ext } = parse(file);
  return join(dir, `${stem}-${name}${ext}`);
}

/**
 * Runs the turns one after the other; none stops the others. What a budget allows is for all of them together.
 *
 * @throws StoreError when an answer cannot be kept.
 */
export async function runTurns(
  folder: string,
  { turns, root }: Turns,
  stages: readonly string[],
): Promise<readonly ModelEvaluation[]> {
  const evaluations: ModelEvaluation[] = [];
  for (const [at, turn] of turns.entries()) {
    const { onEvent, budgetUsd } = turn.options;
    onEvent?.({ type: 'model', model: titleOf(turn), index: at + 1, of: turns.length });
    const left = await leftFor(turn, turns, budgetUsd, root);
    evaluations.push(await evaluated(folder, turn, stages, withoutUndefined({ budgetUsd: left })));
  }
  return evaluations;
}

/** What a turn may cost in all: what the budget leaves after what the others have been charged, by earlier runs, too. */
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

/** What became of one of them. A store that keeps nothing fails all of them, and a bug is none of theirs. */
async function evaluated(
  folder: string,
  { model, method, options }: Turn,
  stages: readonly string[],
  budget: Pick<EvaluateOptions, 'budgetUsd'>,
): Promise<ModelEvaluation> {
  const own = { ...options, ...budget };
  try {
    const { ready, where } = await startOf(folder, own, stages);
    return { model, method, evaluation: await runOn(ready, own, where), failure: null };
  } catch (error) {
    if (!(error instanceof SpecloomError) || error.code === 'store' || error.code === 'internal') throw error;
    return { model, method, evaluation: null, failure: { code: error.code, message: error.message } };
  }
}
