import type { Id, Item, Judgement, Response } from '../core/entity.ts';
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

/** The verdicts on each item's response, in the order of its scenario's specs. */
export function verdictsByItem({
  scenarios,
  responses,
  judgements,
}: Pick<ScoreInputs, 'scenarios' | 'responses' | 'judgements'>): (item: Item) => VerdictLists {
  const scenarioById = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const judged = new Map<Id, Judgement>(judgements.map((judgement) => [judgement.response, judgement]));
  const byItem = new Map(responses.map((response) => [response.item, judged.get(response.id)]));
  return (item) => verdictLists(byItem.get(item.id) ?? { verdicts: {} }, scenarioById.get(item.scenario)!);
}
