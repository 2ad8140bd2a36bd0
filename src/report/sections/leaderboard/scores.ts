import { figure } from '../../figure.ts';
import { markChart } from '../../marks.ts';
import type { Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { markOf, measures } from '../../splits.ts';
import { bandCaption } from '../words.ts';

/** The three scores of every model with their intervals. */
export const leaderboardFigure = (models: readonly RankedModel[]): Markup =>
  figure({
    title: 'Scores by model',
    caption: `Mean over scenarios, unsafe and safe together. ${bandCaption}`,
    legend: measures,
    draw: (width) =>
      markChart(
        models.map(({ label }) => label),
        measures.map(({ measure, ...look }) => ({
          ...look,
          marks: models.map(({ scores }) => (scores === undefined ? undefined : markOf(scores[measure]))),
        })),
        width,
      ),
  });
