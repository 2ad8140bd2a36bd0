import { join, resolve } from 'node:path';
import { checkCombination, modeOf } from './asking-options.ts';
import { type EvaluateOptions, folderNameOf, prepareOptionsOf, workOf } from './evaluate-options.ts';
import { checkEvaluationPlace } from './evaluation-place.ts';
import type { Where } from './evaluation-run.ts';
import { type PreparedDataset, prepareDataset } from './prepare-dataset.ts';
import { labelOf } from './subject-method.ts';

/** An evaluation of one model that is checked through: nothing has been asked yet. */
export interface Start {
  readonly ready: PreparedDataset;
  /** The label of the method. */
  readonly method: string;
  readonly where: Where;
}

/** The name of an evaluation's folder: of the subject, and of the method where it is not vanilla. */
const folderOf = (subject: string, method: string): string =>
  `${folderNameOf(subject)}${method === 'vanilla' ? '' : `-${method}`}`;

/**
 * Prepares the evaluation of one model from its responses on.
 *
 * @param out - whether `out` is its folder, or the one that it stands in beside others
 * @throws FileError, UsageError or ConfigError, each saying where and what to do.
 */
export async function startOf(
  folder: string,
  options: EvaluateOptions,
  stages: readonly string[],
  out: 'own' | 'beside' = 'own',
): Promise<Start> {
  checkCombination(options);
  const ready = await prepareDataset(
    folder,
    prepareOptionsOf(options),
    modeOf(options),
    workOf(stages, options),
  );
  const subject = ready.prepared.setting.models.subject ?? '';
  const method = labelOf(ready.prepared);
  const given = options.out !== undefined && out === 'own' ? options.out : undefined;
  const home = options.out ?? join(ready.prepared.root, 'results', ready.folderName);
  const results = resolve(options.cwd ?? process.cwd(), given ?? join(home, folderOf(subject, method)));
  checkEvaluationPlace(results, { dataset: ready.dataset.folder, subject, method });
  const verb = stages.length === 1 ? 'respond' : 'evaluate';
  return { ready, method, where: { results, verb, target: folder } };
}
