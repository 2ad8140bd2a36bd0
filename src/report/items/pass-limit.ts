import type { ReportEvaluation } from '../data.ts';

/**
 * Signs of passes that a page holds at most: packed, about half as many bytes. A page of one evaluation is where a reader
 * looks for its passes; one of several is mostly for comparing.
 */
const limits = { one: 96_000_000, several: 24_000_000 } as const;

/**
 * Of which evaluations a page holds the texts of passes: of those with the shortest passes first, as long as all together
 * stay within the limit. So single-pass methods keep theirs before those of many answers do, whose own reports have them.
 *
 * @returns in the order of the evaluations; one without passes has nothing to leave out.
 */
export function keptPasses(
  evaluations: readonly Pick<ReportEvaluation, 'rows'>[],
  limit: number = evaluations.length === 1 ? limits.one : limits.several,
): readonly boolean[] {
  const sizes = evaluations.map((evaluation, at) => ({ at, signs: signsOf(evaluation) }));
  const kept = new Set<number>();
  let sum = 0;
  for (const { at, signs } of sizes.toSorted((a, b) => a.signs - b.signs)) {
    sum += signs;
    if (sum <= limit) kept.add(at);
  }
  return sizes.map(({ at }) => kept.has(at));
}

/** UTF-16 units of the texts of its passes. What is inserted into many of them takes room once. */
function signsOf({ rows }: Pick<ReportEvaluation, 'rows'>): number {
  const texts = new Set<string>();
  for (const { steps } of rows)
    for (const { inserted = '', reasoning = '', text } of steps) texts.add(inserted).add(reasoning).add(text);
  let signs = 0;
  for (const { length } of texts) signs += length;
  return signs;
}
