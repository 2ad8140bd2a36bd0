import { resolve } from 'node:path';
import type { Range } from '../core/stage.ts';
import { evaluationStages } from '../files/index.ts';
import { chosenItems } from './evaluate-dataset.ts';
import { sumOf } from './evaluate-forecast.ts';
import { type CompareMethodsOptions, optionsByMethod } from './evaluate-methods.ts';
import {
  type EvaluateOptions,
  type EvaluateSeveralOptions,
  prepareOptionsOf,
  workOf,
} from './evaluate-options.ts';
import { optionsByModel } from './evaluate-several.ts';
import { readEvaluation } from './evaluation-folder.ts';
import { prepareEarlier } from './evaluation-run.ts';
import { expectedCostOn } from './plan.ts';
import { prepareDataset } from './prepare-dataset.ts';

/** The commands that evaluate. */
export type EvaluationVerb = 'evaluate' | 'respond' | 'judge' | 'score';

/**
 * The expected cost of one of these, in US dollars, over all models and methods; null where a price is not known.
 *
 * @throws FileError, UsageError or ConfigError as the command itself would.
 */
export async function expectedEvaluationCost(
  verb: EvaluationVerb,
  folder: string,
  options: EvaluateOptions | EvaluateSeveralOptions | CompareMethodsOptions,
): Promise<Range | null> {
  const costs: (Range | null)[] = [];
  for (const each of optionsByTurn(options)) costs.push(await costOfOne(verb, folder, each));
  return sumOf(costs);
}

/** One for each evaluation that is made. */
function optionsByTurn(
  options: EvaluateOptions | EvaluateSeveralOptions | CompareMethodsOptions,
): readonly EvaluateOptions[] {
  if ('methods' in options) return optionsByMethod(options);
  return 'models' in options ? optionsByModel(options) : [options];
}

async function costOfOne(
  verb: EvaluationVerb,
  folder: string,
  options: EvaluateOptions,
): Promise<Range | null> {
  if (verb === 'score') return [0, 0];
  if (verb === 'judge') {
    const place = resolve(options.cwd ?? process.cwd(), folder);
    const earlier = await readEvaluation(place);
    const ready = await prepareEarlier(place, earlier, options, ['judge']);
    const items = new Map(ready.dataset.items.map((item) => [item.id, item]));
    const answered = earlier.responses.map(({ item }) => items.get(item)!);
    return expectedCostOn(ready.prepared, answered, 'response');
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
