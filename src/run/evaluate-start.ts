import { join, resolve } from 'node:path';
import { checkCombination, modeOf } from './asking-options.ts';
import { type EvaluateOptions, folderNameOf, prepareOptionsOf, workOf } from './evaluate-options.ts';
import { checkEvaluationPlace } from './evaluation-place.ts';
import type { Where } from './evaluation-run.ts';
import { type PreparedDataset, prepareDataset } from './prepare-dataset.ts';

/** An evaluation of one model that is checked through: nothing has been asked yet. */
export interface Start {
  readonly ready: PreparedDataset;
  readonly where: Where;
}

/**
 * Prepares the evaluation of one model from its responses on.
 *
 * @throws FileError, UsageError or ConfigError, each saying where and what to do.
 */
export async function startOf(
  folder: string,
  options: EvaluateOptions,
  stages: readonly string[],
): Promise<Start> {
  checkCombination(options);
  const ready = await prepareDataset(
    folder,
    prepareOptionsOf(options),
    modeOf(options),
    workOf(stages, options),
  );
  const subject = ready.prepared.setting.models.subject ?? '';
  const results = resolve(
    options.cwd ?? process.cwd(),
    options.out ?? join(ready.prepared.root, 'results', ready.folderName, folderNameOf(subject)),
  );
  checkEvaluationPlace(results, { dataset: ready.dataset.folder, subject });
  const verb = stages.length === 1 ? 'respond' : 'evaluate';
  return { ready, where: { results, verb, target: folder } };
}
