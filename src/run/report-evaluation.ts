import { join, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { chosenItems } from './evaluate-dataset.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import { readEvaluation, writeEvaluation } from './evaluation-folder.ts';
import { prepareEarlier } from './evaluation-run.ts';
import { withScores } from './evaluation-scores.ts';
import { resultsOf } from './results-place.ts';

/** Writes the report of an evaluation folder anew. Returns the path of the report. Asks nothing. */
export async function report(
  folder: string,
  options: Pick<EvaluateOptions, 'cwd' | 'root'> = {},
): Promise<string> {
  const place = resolve(options.cwd ?? process.cwd(), folder);
  const earlier = await readEvaluation(place);
  const { dataset, prepared } = await prepareEarlier(place, earlier, options, []);
  const { evaluation, headline } = await withScores(earlier, dataset, {
    items: chosenItems(dataset, prepared),
    results: resultsOf(prepared.root, dataset.folder),
  });
  if (headline === undefined) {
    const verb = earlier.judgements === undefined ? 'judge' : 'score';
    throw new UsageError(`${folder} has no scores to report; make them with specloom ${verb} ${folder}`);
  }
  writeEvaluation(place, evaluation);
  return join(place, 'report.html');
}
