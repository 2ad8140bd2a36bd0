import { UsageError } from '../core/errors.ts';
import { compareAfter } from './comparing/index.ts';
import type { EvaluateOptions, EvaluateSeveralOptions } from './evaluate-options.ts';
import { runTurns, turnsOf } from './evaluate-turns.ts';
import { type EvaluationsDocument, evaluationsDocument, wholeFolders } from './evaluations-document.ts';

/** What each of several models is evaluated with. @throws UsageError for none, and for one that is named twice. */
export function optionsByModel({ models, ...shared }: EvaluateSeveralOptions): readonly EvaluateOptions[] {
  if (models.length === 0) throw new UsageError('`models` names no model; name at least one');
  const twice = models.find((model, at) => models.indexOf(model) < at);
  if (twice !== undefined) throw new UsageError(`--model ${twice} is named twice; once is enough`);
  return models.map((model) => ({ ...shared, model }));
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
  const all = await turnsOf(folder, optionsByModel(options), stages);
  const evaluations = await runTurns(folder, all, stages);
  const { root, home: results } = all;
  const cwd = options.cwd ?? process.cwd();
  const comparison = await compareAfter(wholeFolders(all.turns, evaluations), { results, root, cwd });
  return evaluationsDocument(all.dataset, evaluations, comparison);
}
