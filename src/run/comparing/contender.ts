import { UsageError } from '../../core/errors.ts';
import { type Evaluation, readEvaluation } from '../evaluation-folder.ts';

/** A whole evaluation that can be compared. */
export interface Contender extends Evaluation {
  readonly judgements: NonNullable<Evaluation['judgements']>;
  /** Absolute path of its folder. */
  readonly folder: string;
}

/** An evaluation that was left out, and why. */
export interface Skipped {
  /** Relative to the working folder. */
  readonly folder: string;
  readonly why: string;
}

/**
 * Reads an evaluation to be compared.
 *
 * @throws FileError where the folder is no evaluation, is not whole, or was changed; UsageError where it has no scores.
 */
export async function contenderIn(folder: string): Promise<Contender> {
  const { judgements, ...evaluation } = await readEvaluation(folder);
  if (judgements === undefined || evaluation.derived['scores.json'] === undefined) {
    const verb = judgements === undefined ? 'judge' : 'score';
    throw new UsageError(`${folder} has no scores yet; make them with specloom ${verb} ${folder}`);
  }
  return { ...evaluation, judgements, folder };
}
