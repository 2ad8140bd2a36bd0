import { groupBy } from '../../../core/group-by.ts';
import type { ComparedMeasure, ModelComparison, PairwiseDifference } from '../../../stats/compare/types.ts';
import type { ReportTokensMore } from '../../data.ts';
import type { RankedModel } from '../../ranked.ts';

/** The method that others are held against. */
export const plain = 'vanilla';

/** One subject with the methods that it was evaluated with: vanilla first, the others in the order of the report. */
export interface SubjectMethods {
  readonly subject: string;
  readonly models: readonly RankedModel[];
}

/** What is known of evaluations item by item. */
export interface Compared {
  readonly comparison: ModelComparison | null;
  readonly more: readonly ReportTokensMore[];
}

/** Every subject, in the order of its best method. */
export const bySubject = (models: readonly RankedModel[]): readonly SubjectMethods[] =>
  [...groupBy(models, ({ evaluation }) => evaluation.subject)].map(([subject, own]) => ({
    subject,
    models: own.toSorted((a, b) => Number(isPlain(b)) - Number(isPlain(a))),
  }));

/** Those that were evaluated with more than one method. */
export const withMethods = (models: readonly RankedModel[]): readonly SubjectMethods[] =>
  bySubject(models).filter(
    ({ models: own }) => new Set(own.map(({ evaluation }) => evaluation.method)).size > 1,
  );

const isPlain = ({ evaluation }: RankedModel): boolean => evaluation.deliberation.name === plain;

/**
 * What a method of a subject is held against: the vanilla that its tokens were compared with; where they were not, one
 * within the same limit of tokens, or else without any, or else any.
 */
export function baselineOf(
  { evaluation }: RankedModel,
  { models }: SubjectMethods,
  more: readonly ReportTokensMore[],
): RankedModel | undefined {
  const all = models.filter(isPlain);
  const within = (budget: number | null): RankedModel | undefined =>
    all.find((each) => each.evaluation.deliberation.budget === budget);
  const held = more.find(({ name }) => name === evaluation.name)?.vanilla;
  return (
    all.find((each) => each.evaluation.name === held) ??
    within(evaluation.deliberation.budget) ??
    within(null) ??
    all[0]
  );
}

/** The difference of two evaluations, item by item, `model` less `base`; null where nobody compared them. */
export function pairedDifference(
  comparison: ModelComparison | null,
  model: RankedModel,
  base: RankedModel,
  measure: ComparedMeasure,
): PairwiseDifference | null {
  const [a, b] = [model.evaluation.name, base.evaluation.name];
  const find = (one: string, other: string) =>
    comparison?.differences.find((each) => each.a === one && each.b === other && each.measure === measure);
  const there = find(a, b);
  if (there !== undefined) return there;
  const back = find(b, a);
  return back === undefined ? null : turned(back);
}

/** The same, the other way round. */
function turned({ a, b, value, interval, bounds, ...rest }: PairwiseDifference): PairwiseDifference {
  return {
    ...rest,
    ...{ a: b, b: a },
    // Without the 0, no difference would have a sign.
    value: value === null ? null : 0 - value,
    interval: interval === null ? null : [0 - interval[1], 0 - interval[0]],
    bounds: [0 - bounds[1], 0 - bounds[0]],
  };
}
