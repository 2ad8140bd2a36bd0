import type { Estimate } from '../../../stats/types.ts';
import { rateCell } from '../../cells.ts';
import { axisName } from '../../drawing.ts';
import { smallFigures } from '../../figure.ts';
import { count, percent, percentRange, unknown } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import { meanBars } from '../../mean-bars.ts';
import { radar } from '../../radar.ts';
import { type RankedModel, scenariosOf } from '../../ranked.ts';
import { measures } from '../../splits.ts';
import { width as pointsWide, type Spread, spreadOf } from '../../spread.ts';
import { type Cell, columns, dataTable, table } from '../../table.ts';

type Measure = (typeof measures)[number]['measure'];

/** Pixels: a drawing of one model. */
const small = 272;

/** Below three, a radar is a line. */
const fewestSpokes = 3;

const meanLook = { name: 'mean over models', color: 'var(--muted)' } as const;
const modelLook = { name: 'the model', color: 'var(--series-1)' } as const;

/**
 * SAR of each model by scenario, held against the mean over models: radars (arXiv 2509.14760, figure 6) and bars
 * (figure 11). Null with one scenario, which the leaderboard shows already.
 */
export function scenariosByModel(models: readonly RankedModel[]): Markup | null {
  const scenarios = scenariosOf(models);
  if (scenarios.length < 2) return null;
  const means = scenarios.map((scenario) => spread(models, scenario, 'sar').mean);
  return html`<p>SAR over the unsafe and safe items of each scenario. The mean over models counts each model once, the one shown
included.</p>
${scenarios.length < fewestSpokes ? null : radars(models, scenarios, means)}
${bars(models, scenarios, means)}
${meanTable(models, scenarios)}
${dataTable({
  caption: 'Scores by scenario and model',
  columns: columns(
    'model',
    ...['scenario', 'SAR', 'interval', 'bounds', 'safety', 'behavioral', 'scored', 'unscored'],
  ).map((column, at) => (at === 1 ? { head: column.head } : column)),
  rows: models.flatMap((model) =>
    scenarios.map((scenario) => [model.label, scenario, ...cells(model, scenario)]),
  ),
})}`;
}

const scoresOf = ({ evaluation }: RankedModel, id: string) =>
  evaluation.summary.scenarios.find(({ scenario }) => scenario === id)?.splits.all;

const sarOf = (model: RankedModel, scenario: string): Estimate | undefined => scoresOf(model, scenario)?.sar;

const spread = (models: readonly RankedModel[], scenario: string, measure: Measure): Spread =>
  spreadOf(models.map((model) => scoresOf(model, scenario)?.[measure].value));

type Means = readonly (number | null)[];

const radars = (models: readonly RankedModel[], scenarios: readonly string[], means: Means): Markup =>
  smallFigures({
    title: 'SAR by scenario: radars',
    caption:
      'One radar for each model, a spoke for each scenario; rings at 25, 50, 75 and 100 %. Where the outline lies outside the dashed one, the model is better than the mean over models.',
    legend: [
      { ...modelLook, shape: 'circle' },
      { ...meanLook, name: 'mean over models (dashed)', shape: 'diamond' },
    ],
    width: small,
    each: models.map((model) => ({
      name: model.label,
      drawing: radar(
        scenarios,
        [
          { color: meanLook.color, dashed: true, values: means },
          {
            color: modelLook.color,
            dashed: false,
            values: scenarios.map((scenario) => sarOf(model, scenario)?.value ?? null),
          },
        ],
        small,
      ),
    })),
  });

const bars = (models: readonly RankedModel[], scenarios: readonly string[], means: Means): Markup =>
  smallFigures({
    title: 'SAR by scenario: bars with the mean as a dot',
    caption:
      'Bars are the model, with a line over the interval; the ring is the mean over models in that scenario.',
    legend: [
      { ...modelLook, shape: 'square' },
      { name: meanLook.name, color: 'var(--ink)', shape: 'circle', fill: 'hollow' },
    ],
    width: small,
    each: models.map((model) => ({
      name: model.label,
      drawing: meanBars(
        scenarios.map((scenario, at) => {
          const sar = sarOf(model, scenario);
          return {
            name: axisName(scenario, 16),
            value: sar?.value ?? null,
            interval: sar?.interval ?? null,
            mean: means[at]!,
          };
        }),
        modelLook.color,
        small,
      ),
    })),
  });

const meanTable = (models: readonly RankedModel[], scenarios: readonly string[]): Markup =>
  table({
    caption: 'Mean over models by scenario, with the standard deviation over them in percentage points',
    columns: columns(
      'scenario',
      'models',
      ...measures.flatMap(({ name }) => [name, 'deviation']),
      'best model',
    ).map((column) => (column.head === 'best model' ? { head: column.head } : column)),
    rows: scenarios.map((scenario) => [
      scenario,
      count(spread(models, scenario, 'sar').models),
      ...measures.flatMap(({ measure }) => {
        const { mean, deviation } = spread(models, scenario, measure);
        return [rateCell(mean), pointsWide(deviation)];
      }),
      bestOf(models, scenario),
    ]),
  });

function bestOf(models: readonly RankedModel[], scenario: string): string {
  const [best] = models
    .flatMap((model) => {
      const value = sarOf(model, scenario)?.value ?? null;
      return value === null ? [] : [{ model, value }];
    })
    .sort((a, b) => b.value - a.value);
  return best === undefined ? 'none scored' : `${best.model.label} (${percent(best.value)})`;
}

function cells(model: RankedModel, scenario: string): Cell[] {
  const scores = scoresOf(model, scenario);
  if (scores === undefined) return Array.from({ length: 7 }, () => unknown);
  const { sar, safety, behavioral } = scores;
  return [
    rateCell(sar.value),
    percentRange(sar.interval),
    percentRange(sar.bounds),
    rateCell(safety.value),
    rateCell(behavioral.value),
    count(sar.scored),
    count(sar.unscored),
  ];
}
