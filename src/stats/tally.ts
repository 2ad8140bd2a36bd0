import type { Verdict } from '../core/entity.ts';
import { UsageError } from '../core/errors.ts';

/** How often each verdict was given. */
export type Tally = Readonly<Record<Verdict, number>>;

/**
 * Counts verdicts.
 *
 * @throws UsageError for a word that is no verdict: taken for NA, it would raise scores in silence.
 */
export function tally(verdicts: readonly Verdict[]): Tally {
  const counts: Record<Verdict, number> = { YES: 0, NO: 0, NA: 0, unscored: 0 };
  for (const verdict of verdicts) {
    if (!Object.hasOwn(counts, verdict))
      throw new UsageError(`a verdict is YES, NO, NA or unscored, not ${JSON.stringify(verdict)}`);
    counts[verdict] += 1;
  }
  return counts;
}
