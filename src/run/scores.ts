import type { Id, Item, Judgement, Response } from '../core/entity.ts';
import { UsageError } from '../core/errors.ts';
import type { Scenario } from '../core/scenario.ts';
import { verdictLists } from '../stages/index.ts';
import {
  type ScoredItem,
  type ScoreOptions,
  type ScoreSummary,
  type Split,
  summarizeScores,
  type VerdictLists,
} from '../stats/index.ts';

/** What scores are made from: the items that were to be evaluated, and what became of them. */
export interface ScoreInputs {
  readonly items: readonly Item[];
  readonly scenarios: readonly Scenario[];
  readonly responses: readonly Response[];
  readonly judgements: readonly Judgement[];
  readonly seed: number;
}

/** Sums up all items. One without a response or a judgement has unscored verdicts: it is missing, not good or bad. */
export function summaryOf(inputs: ScoreInputs, options: Partial<ScoreOptions>): ScoreSummary {
  const verdicts = verdictsByItem(inputs);
  const scored = inputs.items.map(
    (item): ScoredItem => ({
      item: item.id,
      scenario: item.scenario,
      split: splitOf(item),
      verdicts: verdicts(item),
    }),
  );
  return summarizeScores(scored, { ...options, seed: inputs.seed });
}

const splitOf = (item: Item): Split =>
  item.label === 'safe' && item.variant?.purpose === 'control' ? 'control' : item.label;

/**
 * The verdicts on each item's response, in the order of its scenario's specs.
 *
 * @throws UsageError where an item has two responses, or a response two judgements: which one counts is not for
 *   their order to say.
 */
export function verdictsByItem({
  scenarios,
  responses,
  judgements,
}: Pick<ScoreInputs, 'scenarios' | 'responses' | 'judgements'>): (item: Item) => VerdictLists {
  const scenarioById = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const judged = onePer(judgements, ({ response }) => response, 'response');
  const answered = onePer(responses, ({ item }) => item, 'item');
  return (item) => {
    const response = answered.get(item.id);
    const judgement = response === undefined ? undefined : judged.get(response.id);
    return verdictLists(judgement ?? { verdicts: {} }, scenarioById.get(item.scenario)!);
  };
}

function onePer<T extends Response | Judgement>(
  records: readonly T[],
  keyOf: (record: T) => Id,
  what: string,
): ReadonlyMap<Id, T> {
  const byKey = new Map<Id, T>();
  for (const record of records) {
    const key = keyOf(record);
    if (byKey.has(key))
      throw new UsageError(`${what} ${key} has two ${record.kind}s; score one of each ${what} at a time`);
    byKey.set(key, record);
  }
  return byKey;
}
