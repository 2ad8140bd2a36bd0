import { join, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
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
  const verb = stages.length === 1 ? 'respond' : 'evaluate';
  const { method, results } = placeOf(ready, options, out);
  return { ready, method, where: { results, verb, target: folder } };
}

/**
 * The label of the method, and where the evaluation goes.
 *
 * @throws UsageError where it may not be written there.
 */
export function placeOf(
  { prepared, dataset, folderName }: PreparedDataset,
  options: Pick<EvaluateOptions, 'cwd' | 'out'>,
  out: 'own' | 'beside',
): { readonly method: string; readonly results: string } {
  const subject = prepared.setting.models.subject ?? '';
  const method = labelOf(prepared);
  const given = options.out !== undefined && out === 'own' ? options.out : undefined;
  const home = options.out ?? join(prepared.root, 'results', folderName);
  const results = resolve(options.cwd ?? process.cwd(), given ?? join(home, folderOf(subject, method)));
  checkEvaluationPlace(results, { dataset: dataset.folder, subject, method });
  return { method, results };
}

/** An evaluation of several, as far as where it goes: the model as it was named, and the label of the method. */
export interface Placed {
  readonly model: string;
  readonly method: string;
  /** Absolute path of its folder. */
  readonly results: string;
}

/** @throws UsageError where one of the others goes to the same folder. */
export function checkApart(coming: Placed, others: readonly Placed[]): void {
  const other = others.find(({ results }) => results === coming.results);
  if (other === undefined) return;
  const [one, two] = [titleOf(other), titleOf(coming)];
  throw new UsageError(
    one === two
      ? `${one} is named twice, in other words; once is enough`
      : `${one} and ${two} would both be written to ${coming.results}; evaluate one of them by itself, with --out`,
  );
}

/** What an evaluation is called: the model, with the method where it is not vanilla. */
export const titleOf = ({ model, method }: Pick<Placed, 'model' | 'method'>): string =>
  method === 'vanilla' ? model : `${model} (${method})`;
