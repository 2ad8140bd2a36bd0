import { groupBy } from '../../core/group-by.ts';
import type { EvaluationFacts } from '../evaluation-folder.ts';
import { withoutDigest } from '../evaluation-place.ts';
import { methodOf } from './protocol.ts';

/** What an evaluation is called by, as far as it is known. */
type Named = Pick<EvaluationFacts, 'models' | 'stages'> & { readonly folder?: string };

/**
 * A name for each of several evaluations that none of the others has: the subject, with the method where it is
 * not vanilla, and with the folder where that is not enough.
 */
export function namesOf(evaluations: readonly Named[]): readonly string[] {
  const names = evaluations.map(nameOf);
  const taken = groupBy(names, (name) => name);
  return evaluations.map(({ folder }, at) => {
    const name = names[at]!;
    return taken.get(name)!.length === 1 ? name : `${name} in ${folder ?? `evaluation ${at + 1}`}`;
  });
}

/** The subject, and the method where it is not vanilla. */
export function nameOf({ models, stages }: Pick<EvaluationFacts, 'models' | 'stages'>): string {
  const subject = withoutDigest(models.subject ?? 'unknown');
  const method = methodOf({ stages });
  return method === 'vanilla' || method === 'unknown' ? subject : `${subject} (${method})`;
}
