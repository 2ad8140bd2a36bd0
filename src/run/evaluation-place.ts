import fs from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { rehearsalModels } from '../core/rehearsal-models.ts';
import { DESCRIPTION, type EvaluationFacts, evaluationFiles } from './evaluation-folder.ts';
import { methodOf } from './reporting/protocol.ts';
import { resultsPlace } from './results-place.ts';

/** What is to be written to an evaluation folder. */
export interface Coming {
  /** Folder of the dataset that is evaluated. */
  readonly dataset: string;
  /** Full addressee of the model under test, where an evaluation of another one is to be left alone. */
  readonly subject?: string;
  /** Label of the method, likewise. */
  readonly method?: string;
}

/**
 * Checks that an evaluation may be written to a folder, so that nobody pays for one that has no place.
 * Five files are written there. It may where none of them stands, or where an earlier evaluation wrote
 * them. A link is followed.
 *
 * @throws UsageError for a dataset's folder, for files that no evaluation wrote, and for an evaluation
 *   of another subject, or by another method.
 */
export function checkEvaluationPlace(folder: string, { dataset, subject, method }: Coming): void {
  const refuse = (why: string): never => {
    throw new UsageError(`${folder} ${why}; name another folder for the evaluation`);
  };
  const place = resultsPlace(folder, dataset, refuse);
  if (!fs.existsSync(join(place, DESCRIPTION))) {
    const foreign = evaluationFiles.find((name) => fs.existsSync(join(place, name)));
    if (foreign !== undefined) refuse(`holds ${foreign} and no ${DESCRIPTION}, so no evaluation wrote it`);
    return;
  }
  const earlier = descriptionIn(place);
  if (earlier === undefined) refuse(`holds ${DESCRIPTION}, which no evaluation wrote`);
  const other = earlier?.models?.subject;
  if (subject !== undefined && other !== undefined && !isSameModel(other, subject))
    refuse(`holds the evaluation of ${other}, which that of ${subject} would replace`);
  const by = earlier?.stages === undefined ? undefined : methodOf({ ...earlier, stages: earlier.stages });
  if (method !== undefined && by !== undefined && by !== method)
    refuse(`holds the evaluation by method ${by}, which that by ${method} would replace`);
}

function descriptionIn(place: string): Partial<EvaluationFacts> | undefined {
  try {
    const value = JSON.parse(fs.readFileSync(join(place, DESCRIPTION), 'utf8')) as unknown;
    const isOne = typeof value === 'object' && value !== null && 'files' in value;
    return isOne ? (value as Partial<EvaluationFacts>) : undefined;
  } catch {
    return undefined;
  }
}

const rehearsed = new RegExp(`^([^/]+/(?:${rehearsalModels.join('|')}))@[0-9a-f]{8}$`);

/**
 * The digest of tasks that the rehearsal model carries in its name makes no other model of it. What looks like one in
 * the name of another model, such as the date of a version, does.
 */
export const withoutDigest = (model: string): string => model.replace(rehearsed, '$1');

const isSameModel = (one: string, other: string): boolean => withoutDigest(one) === withoutDigest(other);
