import type { SpecCounts } from '../stats/types.ts';
import type { ReportScenario } from './data.ts';
import { unknown } from './format.ts';

/** The id and the text of a spec by its place in the scenario's list. */
export const specName = (
  { kind, place }: Pick<SpecCounts, 'kind' | 'place'>,
  scenario: ReportScenario | undefined,
): { readonly id: string; readonly text: string } =>
  scenario?.[kind][place] ?? { id: `${kind} ${place + 1}`, text: unknown };
