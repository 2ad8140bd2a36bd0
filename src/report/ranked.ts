import type { SplitScores } from '../stats/types.ts';
import type { ReportData, ReportEvaluation } from './data.ts';

/** One of several evaluations, in the place that it has all over the report. */
export interface RankedModel {
  /** From 1, by SAR; the best first. */
  readonly place: number;
  /** Place and name: `3 acme/assistant-2`. Names that are cut to fit can still be told apart. */
  readonly label: string;
  readonly evaluation: ReportEvaluation;
  /** Over unsafe and safe, as the mean over scenarios; undefined where no item was evaluated. */
  readonly scores: SplitScores | undefined;
  /** The ranks that unscored items, or equal scores, leave open; null where nobody compared. */
  readonly ranks: readonly [best: number, worst: number] | null;
}

/** All evaluations in the order of the comparison; without one by SAR, those without a SAR last. */
export function rankedModels({ evaluations, comparison }: ReportData): readonly RankedModel[] {
  const ranking = comparison?.ranking ?? [];
  const placeIn = new Map(ranking.map(({ name }, at) => [name, at]));
  return evaluations
    .toSorted(
      (a, b) =>
        (placeIn.get(a.name) ?? ranking.length) - (placeIn.get(b.name) ?? ranking.length) ||
        sarOf(b) - sarOf(a) ||
        (a.name < b.name ? -1 : 1),
    )
    .map((evaluation, at) => ({
      place: at + 1,
      label: `${at + 1} ${evaluation.name}`,
      evaluation,
      scores: evaluation.summary.macro.all,
      ranks: ranking[placeIn.get(evaluation.name) ?? -1]?.ranks ?? null,
    }));
}

/** For the order alone: who has no SAR comes behind who has 0. */
const sarOf = ({ summary }: ReportEvaluation): number => summary.macro.all?.sar.value ?? -1;

/** By name of the evaluation. */
export const byName = (models: readonly RankedModel[]): ReadonlyMap<string, RankedModel> =>
  new Map(models.map((model) => [model.evaluation.name, model]));

/** Ids of all scenarios that some model was scored on, sorted. */
export const scenariosOf = (models: readonly RankedModel[]): readonly string[] =>
  [
    ...new Set(
      models.flatMap(({ evaluation }) => evaluation.summary.scenarios.map(({ scenario }) => scenario)),
    ),
  ].sort();
