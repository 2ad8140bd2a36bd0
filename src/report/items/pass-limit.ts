import type { ReportEvaluation } from '../data.ts';

/** Signs of passes that a page of several evaluations holds at most: about 10 MB of it, once they are packed. */
export const mostSigns = 24_000_000;

/**
 * Of which evaluations a page holds the texts of passes. A page of one evaluation holds all of its own. One of several takes
 * the evaluations with the shortest passes first, as long as all together stay within the limit: single-pass methods do
 * before those of many answers, whose own reports have theirs.
 *
 * @returns in the order of the evaluations; one without passes has nothing to leave out.
 */
export function keptPasses(
  evaluations: readonly Pick<ReportEvaluation, 'rows'>[],
  limit = mostSigns,
): readonly boolean[] {
  if (evaluations.length === 1) return [true];
  const sizes = evaluations.map((evaluation, at) => ({ at, signs: signsOf(evaluation) }));
  let sum = 0;
  const kept = new Set<number>();
  for (const { at, signs } of sizes.toSorted((a, b) => a.signs - b.signs || a.at - b.at)) {
    sum += signs;
    if (sum <= limit) kept.add(at);
  }
  return sizes.map(({ at }) => kept.has(at));
}

/** UTF-16 units of all texts of all passes. */
const signsOf = ({ rows }: Pick<ReportEvaluation, 'rows'>): number =>
  rows.reduce(
    (sum, { steps }) =>
      sum +
      steps.reduce(
        (own, { inserted = '', reasoning = '', text }) =>
          own + inserted.length + reasoning.length + text.length,
        0,
      ),
    0,
  );
