import type { Split } from '../../../stats/types.ts';
import { rateCell } from '../../cells.ts';
import { figure, figures } from '../../figure.ts';
import { count, percentRange } from '../../format.ts';
import { type MarkSeries, markChart } from '../../marks.ts';
import { html, type Markup, pairs } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { markOf, measures, splitInWords, splitLooks } from '../../splits.ts';
import { width as pointsWide, type Spread, spreadOf } from '../../spread.ts';
import { type Column, dataTable, table } from '../../table.ts';
import { bandCaption } from '../words.ts';

type Measure = (typeof measures)[number]['measure'];

/** Scores by split: the mean over models with its error (arXiv 2509.14760, figure 5 and table 7), and model by model. */
export function splitsByModel(models: readonly RankedModel[]): Markup {
  const shown = splitLooks.filter(({ split }) =>
    models.some((model) => scoresOf(model, split) !== undefined),
  );
  const most = models.reduce((a, b) => (splitsIn(b) > splitsIn(a) ? b : a)).evaluation.summary.macro;
  return html`<p>Each score as the mean over scenarios. The error over models says how much models differ, not how well each is known:
the deviation is the standard deviation over models (n − 1), the error that of their mean (deviation by √n).</p>
${pairs(shown.map(({ split }) => [split, splitInWords(split, most)]))}
${spreadTable(models, shown)}
${figures(overModels(models, shown), byModel(models, shown))}
${dataTable({
  caption: 'Scores by split and model, mean over scenarios',
  columns: [{ head: 'model' }, { head: 'split' }, { head: 'score' }, ...estimateHeads],
  rows: models.flatMap((model) =>
    shown.flatMap(({ split }) =>
      measures.flatMap(({ measure, name }) => {
        const estimate = scoresOf(model, split)?.[measure];
        if (estimate === undefined) return [];
        const { value, interval, bounds, scored, unscored } = estimate;
        return [
          [
            ...[model.label, split, name, rateCell(value), percentRange(interval), percentRange(bounds)],
            ...[count(scored), count(unscored)],
          ],
        ];
      }),
    ),
  ),
})}`;
}

const estimateHeads: readonly Column[] = ['value', 'interval', 'bounds', 'scored', 'unscored'].map(
  (head) => ({
    head,
    figures: true,
  }),
);

type Look = (typeof splitLooks)[number];

const scoresOf = ({ evaluation }: RankedModel, split: Split | 'all') => evaluation.summary.macro[split];
const splitsIn = ({ evaluation }: RankedModel): number => Object.keys(evaluation.summary.macro).length;

const spread = (models: readonly RankedModel[], split: Split | 'all', measure: Measure): Spread =>
  spreadOf(models.map((model) => scoresOf(model, split)?.[measure].value));

const spreadTable = (models: readonly RankedModel[], shown: readonly Look[]): Markup =>
  table({
    caption: 'Scores by split over models: mean, standard deviation and standard error in percentage points',
    columns: [
      { head: 'split' },
      { head: 'score' },
      ...['models', 'mean', 'deviation', 'error', 'lowest', 'highest'].map((head) => ({
        head,
        figures: true,
      })),
    ],
    rows: shown.flatMap(({ split }) =>
      measures.map(({ measure, name }) => {
        const { models: known, mean, deviation, error } = spread(models, split, measure);
        const values = models.flatMap((model) => scoresOf(model, split)?.[measure].value ?? []);
        return [
          split,
          name,
          count(known),
          rateCell(mean),
          pointsWide(deviation),
          pointsWide(error),
          rateCell(values.length === 0 ? null : Math.min(...values)),
          rateCell(values.length === 0 ? null : Math.max(...values)),
        ];
      }),
    ),
  });

/** A deviation beyond 0 or 1 says nothing. */
const around = (middle: number | null, reach: number | null): readonly [number, number] | null =>
  middle === null || reach === null ? null : [Math.max(0, middle - reach), Math.min(1, middle + reach)];

const overModels = (models: readonly RankedModel[], shown: readonly Look[]): Markup =>
  figure({
    title: 'Scores by split, mean over models',
    caption:
      'Marks are means over models. Here, lines reach one standard error over models to each side, and pale bands one standard deviation.',
    legend: measures,
    draw: (width) =>
      markChart(
        shown.map(({ split }) => split),
        measures.map(
          ({ measure, ...look }): MarkSeries => ({
            ...look,
            marks: shown.map(({ split }) => {
              const { mean, deviation, error } = spread(models, split, measure);
              return { value: mean, interval: around(mean, error), bounds: around(mean, deviation) };
            }),
          }),
        ),
        width,
      ),
  });

const byModel = (models: readonly RankedModel[], shown: readonly Look[]): Markup =>
  figure({
    title: 'SAR by split and model',
    caption: `Mean over scenarios. ${bandCaption}`,
    legend: shown,
    draw: (width) =>
      markChart(
        models.map(({ label }) => label),
        shown.map(({ split, ...look }) => ({
          ...look,
          marks: models.map((model) => {
            const scores = scoresOf(model, split);
            return scores === undefined ? undefined : markOf(scores.sar);
          }),
        })),
        width,
      ),
  });
