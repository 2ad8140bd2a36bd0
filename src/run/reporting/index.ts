import type { ReportData } from '../../report/index.ts';
import { attackPart } from '../attack-measures/index.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import { cutRemarks } from './cuts.ts';
import { datasetPart } from './dataset-part.ts';
import { evaluationPart } from './evaluation-part.ts';
import { type Findings, findingsOn } from './findings.ts';
import type { NamedInputs, ReportInputs } from './inputs.ts';
import { nameOf } from './names.ts';

/**
 * The report of a dataset and one evaluation of it, as one HTML text, with what a reader should be told of it.
 *
 * @param results the folder of all that is known of the dataset
 */
export async function reportOf(dataset: LoadedDataset, inputs: ReportInputs, results: string) {
  const named = { ...inputs, name: nameOf(inputs.facts) };
  const known = findingsOn(dataset, [named], results);
  const report = await jointReportOf(dataset, [named], { ...known, comparison: null });
  return { report, remarks: known.remarks };
}

/** The report of a dataset and several evaluations of it, in the order in which they are shown; at least one. */
export async function jointReportOf(
  dataset: LoadedDataset,
  evaluations: readonly NamedInputs[],
  found: Findings & Pick<ReportData, 'comparison' | 'methods'>,
): Promise<string> {
  // Drawing takes a library that takes a while to load, and most commands draw nothing.
  const { renderReport } = await import('../../report/index.ts');
  const first = evaluations[0]!;
  const isAlone = evaluations.length === 1;
  return renderReport({
    title: `${dataset.name}: ${isAlone ? first.name : `${evaluations.length} evaluations`}`,
    toolVersion: first.facts.specloom,
    dataset: datasetPart(dataset),
    // What variants do to a subject is told of one subject; what they are, of all.
    attack: attackPart(dataset, isAlone ? first : undefined),
    evaluations: evaluations.map((each) => evaluationPart(dataset, each)),
    ...found,
    remarks: [...found.remarks, ...cutRemarks(evaluations)],
  });
}
