import type { ScoredItem, ScoreOptions } from '../../stats/index.ts';
import { itemsOfScenarios } from '../evaluate-dataset.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { ReportInputs } from '../reporting/inputs.ts';
import { optionsOf } from '../reporting/protocol.ts';
import { scoredItems } from '../scored-items.ts';
import { askedItems, askWhatOf, summaryOf } from '../scores.ts';
import type { Contender } from './contender.ts';

/** What reports show of an evaluation that was read, scored as it was. */
export function inputsOf({ facts, responses, judgements }: Contender, dataset: LoadedDataset): ReportInputs {
  const items = itemsOfScenarios(dataset, facts.scenarios);
  const inputs = { ...scoringOf({ facts, responses, judgements, items }, dataset), seed: facts.seed };
  const summary = summaryOf(inputs, optionsOf(facts, 'score') as Partial<ScoreOptions>);
  return { facts, items, responses, judgements, summary };
}

/** All that an evaluation was to ask, with its verdicts. */
export const itemsIn = (inputs: ReportInputs, dataset: LoadedDataset): readonly ScoredItem[] =>
  scoredItems(askedItems(scoringOf(inputs, dataset)));

const scoringOf = (
  { facts, items, responses, judgements }: Omit<ReportInputs, 'summary'>,
  dataset: LoadedDataset,
) => ({
  items,
  responses,
  judgements,
  scenarios: dataset.scenarios.map(({ scenario }) => scenario),
  ask: askWhatOf(facts.stages),
});
