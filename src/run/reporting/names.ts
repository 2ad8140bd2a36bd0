import { groupBy } from '../../core/group-by.ts';
import type { EvaluationFacts } from '../evaluation-folder.ts';
import { withoutDigest } from '../evaluation-place.ts';
import { methodOf } from './protocol.ts';

/** What an evaluation is called by, as far as it is known. */
type Named = Pick<EvaluationFacts, 'models' | 'stages' | 'kind'> & { readonly folder?: string };

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

/** The subject, and the label of the method where that is not vanilla: `local/qwen3-32b (align3)`. */
export function nameOf(facts: Pick<EvaluationFacts, 'models' | 'stages' | 'kind'>): string {
  const subject = withoutDigest(facts.models.subject ?? 'unknown');
  const method = methodOf(facts);
  return method === 'vanilla' || method === 'unknown' ? subject : `${subject} (${method})`;
}
