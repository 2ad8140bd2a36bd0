import { UsageError } from '../core/errors.ts';
import type { ModelKind } from '../core/reasoning.ts';

/**
 * Refuses a model that does not reason, for a method that has a model go on in its own reasoning.
 *
 * @param what - the method, as a person would name it
 * @throws UsageError
 */
export function checkReasons(what: string, kind: ModelKind): void {
  if (kind === 'reasoning') return;
  throw new UsageError(
    `${what} goes on in a model's own reasoning, and this one is set up as an instruct model; vanilla, best-of-n, self-refine, tpo and align3 as turns are for any model. If it does reason, say kind: reasoning for its role`,
  );
}
