import type { Range } from '../core/stage.ts';
import { evaluationStages } from '../files/index.ts';
import { chosenItems } from './evaluate-dataset.ts';
import { type CompareMethodsOptions, optionsByMethod } from './evaluate-methods.ts';
import { type EvaluateOptions, prepareOptionsOf, workOf } from './evaluate-options.ts';
import { checkApart, type Placed, placeOf } from './evaluate-start.ts';
import { withoutDigest } from './evaluation-place.ts';
import { expectedOn, type PlannedAsk } from './plan.ts';
import { prepareDataset } from './prepare-dataset.ts';

/** What one method is expected to take with one model. */
export interface MethodPlan {
  readonly model: string;
  /** Its label. */
  readonly method: string;
  /** By stage and role. Stored answers are not subtracted. */
  readonly asks: readonly PlannedAsk[];
  /** US dollars; null where a price is not known. */
  readonly costUsd: Range | null;
}

/** What comparing methods is expected to take. */
export interface MethodsPlan {
  /** The dataset's folder name and digest. */
  readonly dataset: string;
  readonly digest: string;
  readonly plans: readonly MethodPlan[];
  /** Over all of them; null where a price is not known. */
  readonly costUsd: Range | null;
}

/**
 * What `compareMethods` is expected to ask and to cost, method by method. Asks nothing, needs no key.
 *
 * @throws what `compareMethods` throws before it asks anything.
 */
export async function planMethods(folder: string, options: CompareMethodsOptions): Promise<MethodsPlan> {
  const plans: MethodPlan[] = [];
  const places: Placed[] = [];
  let found = { dataset: '', digest: '' };
  for (const each of optionsByMethod(options)) {
    const { plan, results, ...dataset } = await planOfOne(folder, each);
    const placed = { ...plan, results };
    checkApart(placed, places);
    places.push(placed);
    plans.push(plan);
    found = dataset;
  }
  return { ...found, plans, costUsd: sumOf(plans.map(({ costUsd }) => costUsd)) };
}

async function planOfOne(folder: string, options: EvaluateOptions) {
  const ready = await prepareDataset(
    folder,
    prepareOptionsOf(options),
    'plan',
    workOf(evaluationStages, options),
  );
  const { dataset, prepared, folderName } = ready;
  const { method, results } = placeOf(ready, options, 'beside');
  const plan: MethodPlan = {
    model: options.model ?? withoutDigest(prepared.setting.models.subject ?? ''),
    method,
    ...(await expectedOn(prepared, chosenItems(dataset, prepared))),
  };
  return { dataset: folderName, digest: dataset.dataset.digest, results, plan };
}

/** The sum of costs; null where one is not known. */
export const sumOf = (costs: readonly (Range | null)[]): Range | null =>
  costs.reduce<Range | null>(
    (sum, cost) => (sum === null || cost === null ? null : [sum[0] + cost[0], sum[1] + cost[1]]),
    [0, 0],
  );
