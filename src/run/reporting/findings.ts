import type { ReportData } from '../../report/index.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { NamedInputs } from './inputs.ts';

/** What is known of the judges of evaluations, besides their verdicts. */
export type Findings = Pick<ReportData, 'judges' | 'trust' | 'people' | 'corrected'>;

/**
 * What is known of the judges of evaluations: how panels agree, what probes say, what people say.
 *
 * @param results the folder of the dataset's results, which such documents stand in
 */
export function findingsOn(
  _dataset: LoadedDataset,
  _evaluations: readonly NamedInputs[],
  _results: string,
): Findings {
  return { judges: [], trust: [], people: [], corrected: [] };
}
