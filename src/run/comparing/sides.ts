import { itemsOfScenarios } from '../evaluate-dataset.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { ReportInputs } from '../reporting/inputs.ts';
import { rulesOf, scoringOf } from '../reporting/verdicts.ts';
import { summaryOf } from '../scores.ts';
import type { Contender } from './contender.ts';

/** What reports show of an evaluation that was read, scored as it was. */
export function inputsOf({ facts, responses, judgements }: Contender, dataset: LoadedDataset): ReportInputs {
  const own = { facts, items: itemsOfScenarios(dataset, facts.scenarios), responses, judgements };
  const rules = rulesOf({ facts });
  return { ...own, summary: summaryOf({ ...scoringOf(own, dataset), seed: rules.seed }, rules) };
}
