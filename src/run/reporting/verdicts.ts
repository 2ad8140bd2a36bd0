import type { ScoredItem, ScoreOptions } from '../../stats/index.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import {
  type AskedItem,
  askedItems,
  askedItemsBy,
  askWhatOf,
  type ScoreInputs,
  scoredItemOf,
} from '../scores.ts';
import type { ReportInputs } from './inputs.ts';
import { optionsOf } from './protocol.ts';

/** What an evaluation was to ask, with what its verdicts come to. */
export const askedIn = (
  inputs: Omit<ReportInputs, 'summary'>,
  dataset: LoadedDataset,
): readonly AskedItem[] => askedItems(scoringOf(inputs, dataset));

/** The same as statistics take it. */
export const itemsIn = (
  inputs: Omit<ReportInputs, 'summary'>,
  dataset: LoadedDataset,
): readonly ScoredItem[] => askedIn(inputs, dataset).map(scoredItemOf);

/** The same by one judge of a panel alone. */
export const itemsBy = (
  judge: string,
  inputs: Omit<ReportInputs, 'summary'>,
  dataset: LoadedDataset,
): readonly ScoredItem[] => askedItemsBy(scoringOf(inputs, dataset), judge).map(scoredItemOf);

/** How an evaluation was scored, and what its intervals are drawn with. */
export const rulesOf = ({
  facts,
}: Pick<ReportInputs, 'facts'>): Partial<ScoreOptions> & { readonly seed: number } => ({
  ...(optionsOf(facts, 'score') as Partial<ScoreOptions>),
  seed: facts.seed,
});

/** What its scores are made from. */
export const scoringOf = (
  { facts, items, responses, judgements }: Omit<ReportInputs, 'summary'>,
  dataset: LoadedDataset,
): Omit<ScoreInputs, 'seed'> => ({
  items,
  responses,
  judgements,
  scenarios: dataset.scenarios.map(({ scenario }) => scenario),
  ask: askWhatOf(facts.stages),
});
