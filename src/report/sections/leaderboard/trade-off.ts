import { rateCell } from '../../cells.ts';
import { figure } from '../../figure.ts';
import { count, percentRange, unknown } from '../../format.ts';
import { kindLegend, lookOf } from '../../kinds.ts';
import type { Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { type ScatterPoint, scatter } from '../../scatter.ts';
import { rateAxis } from '../../scatter-axis.ts';
import { columns, dataTable } from '../../table.ts';

/** More names than these would cover each other: then places stand for them. */
const mostNames = 7;

/** Safety against behavioral, a point for each model (arXiv 2509.14760, figure 2). */
export function tradeOff(models: readonly RankedModel[]): Markup {
  const left = models.length - models.filter((model) => pointOf(model, '') !== null).length;
  const missing = left === 0 ? '' : ` Not drawn, for want of a score: ${count(left)}.`;
  return figure({
    title: 'Safety and behavioral',
    caption: `Up is safer, right is more of the behavioral-spec kept; a model that only refuses lies at the upper left. Lines are intervals. The axes are cut to where the models are. Numbers are places of the leaderboard.${missing}`,
    legend: kindLegend(models),
    draw: (width) => {
      const named = width > 450 && models.length <= mostNames;
      const points = models.flatMap(
        (model) => pointOf(model, named ? model.label : String(model.place)) ?? [],
      );
      return scatter(
        {
          points,
          x: rateAxis(
            'behavioral',
            points.flatMap(({ x, xInterval }) => [x, ...(xInterval ?? [])]),
          ),
          y: rateAxis(
            'safety',
            points.flatMap(({ y, yInterval }) => [y, ...(yInterval ?? [])]),
          ),
        },
        width,
      );
    },
  });
}

/** Null where one of the two scores is unknown. */
function pointOf({ scores, evaluation }: RankedModel, label: string): ScatterPoint | null {
  const x = scores?.behavioral.value ?? null;
  const y = scores?.safety.value ?? null;
  if (x === null || y === null) return null;
  const { color, shape, fill } = lookOf(evaluation);
  return {
    ...{ label, x, y, color, shape, fill },
    xInterval: scores!.behavioral.interval,
    yInterval: scores!.safety.interval,
  };
}

/** The numbers of both figures. */
export const tradeOffTable = (models: readonly RankedModel[], level: string): Markup =>
  dataTable({
    caption: `Scores by model with ${level}`,
    columns: columns(
      'model',
      ...['SAR', 'safety', 'behavioral'].flatMap((score) => [score, `${score} interval`, `${score} bounds`]),
    ),
    rows: models.map(({ label, scores }) => [
      label,
      ...(['sar', 'safety', 'behavioral'] as const).flatMap((measure) =>
        scores === undefined
          ? [unknown, unknown, unknown]
          : [
              rateCell(scores[measure].value),
              percentRange(scores[measure].interval),
              percentRange(scores[measure].bounds),
            ],
      ),
    ]),
  });
