import type { Item, Judgement, Response } from '../core/entity.ts';
import { UsageError } from '../core/errors.ts';
import { groupBy } from '../core/group-by.ts';
import type { Scenario } from '../core/scenario.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { type AskedForm, type AskWhat, askedForms, verdictLists } from '../stages/index.ts';
import {
  type Consensus,
  consensusOf,
  type ScoredItem,
  type ScoreOptions,
  type ScoreSummary,
  summarizeScores,
  type VerdictLists,
} from '../stats/index.ts';

/** What scores are made from: the items that were to be evaluated, and what became of them. */
export interface ScoreInputs {
  readonly items: readonly Item[];
  readonly scenarios: readonly Scenario[];
  readonly responses: readonly Response[];
  readonly judgements: readonly Judgement[];
  /** What the subject was to be asked. */
  readonly ask: AskWhat;
  readonly seed: number;
}

/** A form in which an item was to be asked, and what came of it. */
export interface AskedItem {
  readonly item: Item;
  readonly form: AskedForm;
  /** Undefined where there is none: given up without an answer. */
  readonly response: Response | undefined;
  /** Of all judges and votes; none where the response was not judged. */
  readonly judgements: readonly Judgement[];
  /**
   * What the judgements come to, in the order of the scenario's specs; unscored where a response or a judgement is
   * missing, and where no majority settled it.
   */
  readonly verdicts: VerdictLists;
}

/** Sums up all responses that were to be. A missing one has unscored verdicts: it is not good or bad. */
export function summaryOf(inputs: ScoreInputs, options: Partial<ScoreOptions>): ScoreSummary {
  return summarizeScores(askedItems(inputs).map(scoredItemOf), { ...options, seed: inputs.seed });
}

/** What statistics see of it. Items that were made for the same spec belong together. */
export function scoredItemOf({ item, form, verdicts }: AskedItem): ScoredItem {
  const [cluster] = item.specs;
  return {
    item: item.id,
    scenario: item.scenario,
    split: form.split,
    verdicts,
    ...withoutUndefined({ cluster }),
  };
}

/**
 * The forms in which the items were to be asked, item by item, with responses and verdicts. Where a response was judged
 * several times, its verdicts are what the votes and the panel come to.
 *
 * @throws UsageError where a form of an item has two responses, or a response two judgements of one judge's vote:
 *   which one counts is not for their order to say.
 */
export function askedItems(inputs: Omit<ScoreInputs, 'seed'>): readonly AskedItem[] {
  const { items, scenarios, responses, judgements, ask } = inputs;
  const scenarioById = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  checkOnce(judgements, ({ response, judge, vote }) => `response ${response} (${judge}, vote ${vote})`);
  const judged = groupBy(judgements, ({ response }) => response);
  const formOf = ({ item, asked }: Response): string => `${item} (${asked})`;
  checkOnce(responses, (response) => `item ${formOf(response)}`);
  const answered = new Map(responses.map((response) => [formOf(response), response]));
  return items.flatMap((item) =>
    askedForms(item, ask).map((form): AskedItem => {
      const response = answered.get(`${item.id} (${form.asked})`);
      const own = response === undefined ? [] : (judged.get(response.id) ?? []);
      const verdicts = verdictLists(consensusOf(own), scenarioById.get(item.scenario)!);
      return { item, form, response, judgements: own, verdicts };
    }),
  );
}

/** The same by one judge of a panel alone, with the majority of its votes. */
export const askedItemsBy = (inputs: Omit<ScoreInputs, 'seed'>, judge: string): readonly AskedItem[] =>
  askedItems({ ...inputs, judgements: inputs.judgements.filter((each) => each.judge === judge) });

/** The verdicts that all judgements of a response come to, by response. */
export const consensusByResponse = (
  judgements: readonly Judgement[],
): ReadonlyMap<Response['id'], Consensus> =>
  new Map(
    [...groupBy(judgements, ({ response }) => response)].map(([id, own]) => [id, consensusOf(own)] as const),
  );

/** What an evaluation with these stages asks of items that have a variant. */
export function askWhatOf(stages: readonly { readonly name: string; readonly options: unknown }[]): AskWhat {
  const respond = stages.find(({ name }) => name === 'respond')?.options as { ask?: AskWhat } | undefined;
  return respond?.ask ?? 'variant';
}

function checkOnce<T extends Response | Judgement>(
  records: readonly T[],
  keyOf: (record: T) => string,
): void {
  const seen = new Set<string>();
  for (const record of records) {
    const key = keyOf(record);
    if (seen.has(key)) throw new UsageError(`${key} has two ${record.kind}s; score one of each at a time`);
    seen.add(key);
  }
}
