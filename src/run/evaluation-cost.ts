import { resolve } from 'node:path';
import type { Range } from '../core/stage.ts';
import { evaluationStages } from '../files/index.ts';
import { chosenItems } from './evaluate-dataset.ts';
import {
  type EvaluateOptions,
  type EvaluateSeveralOptions,
  prepareOptionsOf,
  workOf,
} from './evaluate-options.ts';
import { readEvaluation } from './evaluation-folder.ts';
import { prepareEarlier } from './evaluation-run.ts';
import { expectedCostOn } from './plan.ts';
import { prepareDataset } from './prepare-dataset.ts';

/** The commands that evaluate. */
export type EvaluationVerb = 'evaluate' | 'respond' | 'judge' | 'score';

/**
 * The expected cost of one of these, in US dollars, over all models; null where a price is not known.
 *
 * @throws FileError, UsageError or ConfigError as the command itself would.
 */
export async function expectedEvaluationCost(
  verb: EvaluationVerb,
  folder: string,
  options: EvaluateOptions | EvaluateSeveralOptions,
): Promise<Range | null> {
  if (!('models' in options)) return costOfOne(verb, folder, options);
  const { models, ...shared } = options;
  let sum: Range = [0, 0];
  for (const model of models) {
    const cost = await costOfOne(verb, folder, { ...shared, model });
    if (cost === null) return null;
    sum = [sum[0] + cost[0], sum[1] + cost[1]];
  }
  return sum;
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
