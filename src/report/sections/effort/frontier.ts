import { groupBy } from '../../../core/group-by.ts';
import { frontier } from '../../../stats/frontier.ts';
import type { Bounds } from '../../../stats/types.ts';
import { rateCell } from '../../cells.ts';
import { align3Steps } from '../../data.ts';
import { tokensCell } from '../../effort-facts.ts';
import { figure, figures } from '../../figure.ts';
import { count, counted, percentRange } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { scatter } from '../../scatter.ts';
import { logAxis, rateAxis, type ScatterAxis } from '../../scatter-axis.ts';
import { columns, dataTable } from '../../table.ts';
import { withMethods } from './methods-by-subject.ts';
import { type Series, seriesByKind, seriesBySubject } from './series.ts';

/** More names than these would cover each other: then places stand for them. */
const mostNames = 10;

/** A model with both, in the units of the axes. */
interface Point {
  readonly model: RankedModel;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly xInterval: Bounds | null;
  readonly yInterval: Bounds | null;
}

/** All points of one drawing, and its axes. */
interface Drawn {
  readonly points: readonly Point[];
  readonly best: ReadonlySet<string>;
  readonly series: Series;
  readonly x: ScatterAxis;
  readonly y: ScatterAxis;
}

/**
 * SAR against tokens, with those that no other of their series beats in both. Where a subject has several methods, a
 * series is a subject (arXiv 2509.14760, table 2); else all models are one. Null where fewer than two have both.
 */
export function frontierFigure(models: readonly RankedModel[]): Markup | null {
  const all = models.flatMap(pointOf);
  if (all.length < 2) return null;
  // What some steps of align3 come to has a table of its own.
  const whole = all.filter(({ model }) => !isPart(model));
  const points = all.length > mostNames && whole.length > 1 ? whole : all;
  const isByMethod = withMethods(models).length > 0;
  const series = isByMethod ? seriesBySubject(models) : seriesByKind(points.map(({ model }) => model));
  const own = [...groupBy(points, ({ model }) => series.of(model)).values()];
  const best = new Set(own.flatMap((each) => frontier(each)));
  const x = logAxis(
    'output tokens per answer',
    points.flatMap(({ x, xInterval }) => [x, ...(xInterval ?? [])]),
  );
  const y = rateAxis(
    'SAR',
    points.flatMap(({ y, yInterval }) => [y, ...(yInterval ?? [])]),
  );
  const drawn: Drawn = { points, best, series, x, y };
  const isTooMany = isByMethod && own.length > 1 && points.length > mostNames;
  const apart = isTooMany ? own.filter(({ length }) => length > 1) : [];
  return html`${figures(
    drawing(
      drawn,
      'SAR against tokens',
      caption(isByMethod, models.length - all.length, all.length - points.length),
    ),
    ...apart.map((each) =>
      drawing({ ...drawn, points: each }, `SAR against tokens: ${series.of(each[0]!.model)}`, same),
    ),
  )}
${numbers(drawn)}`;
}

const same = 'The same for one subject with its methods by name, on the same axes.';

function pointOf(model: RankedModel): readonly Point[] {
  const { evaluation, scores } = model;
  const tokens = evaluation.answers.tokens?.output ?? null;
  const sar = scores?.sar;
  if (tokens === null || tokens.value <= 0 || sar === undefined || sar.value === null) return [];
  const { value: x, interval } = tokens;
  // A scale of doublings has no 0.
  const xInterval: Bounds | null =
    interval === null ? null : [Math.max(interval[0], Math.min(1, x)), interval[1]];
  return [{ model, name: evaluation.name, x, y: sar.value, xInterval, yInterval: sar.interval }];
}

/** Whether some steps of align3 were left out, or all of them. */
const isPart = ({ evaluation: { deliberation } }: RankedModel): boolean =>
  deliberation.steps !== null && deliberation.steps.length < align3Steps.length;

function caption(isByMethod: boolean, unknown: number, partial: number): string {
  const rings = isByMethod
    ? 'A subject has one colour and one shape for all of its methods. A ring marks the methods that no other of the same subject beats in both, and a dashed line joins them.'
    : 'A ring marks the models that no other beats in both, and a dashed line joins them.';
  const missing = unknown === 0 ? '' : ` Not drawn, for want of tokens or SAR: ${count(unknown)}.`;
  const parts =
    partial === 0 ? '' : ` Left to their table: ${counted(partial, 'combination')} of some steps of align3.`;
  return `Up is better, left is cheaper: output tokens for an answer, on a scale by doublings or tenfolds. ${rings} Lines are intervals of SAR and of tokens. Numbers are places of the leaderboard.${missing}${parts}`;
}

function drawing({ points, best, series, x, y }: Drawn, title: string, words: string): Markup {
  return figure({
    title,
    caption: words,
    legend: series.legend(points.map(({ model }) => model)),
    draw: (width) => {
      const isNamed = points.length <= mostNames && (width > 450 || series.hasShortNames);
      const marks = points.map(({ model, name, ...point }) => {
        const { color, shape, fill } = series.look(model);
        const label = isNamed ? series.label(model) : String(model.place);
        return { ...point, label, ringed: best.has(name), ...{ color, shape, fill } };
      });
      const lines = [...groupBy(points, ({ model }) => series.of(model)).values()].map((own) => ({
        through: own
          .filter(({ name }) => best.has(name))
          .toSorted((a, b) => a.x - b.x)
          .map(({ x, y }) => [x, y] as const),
        ...series.lineColor(own[0]!.model),
      }));
      return scatter({ points: marks, x, y, lines }, width);
    },
  });
}

const numbers = ({ points, best }: Drawn): Markup =>
  dataTable({
    caption: 'SAR against output tokens per answer',
    columns: [...columns('model', 'output tokens', 'SAR', 'interval'), { head: 'on the frontier' }],
    rows: points.map(({ model, name, y, yInterval }) => [
      model.label,
      tokensCell(model.evaluation),
      rateCell(y),
      percentRange(yInterval),
      best.has(name) ? 'yes' : 'no',
    ]),
  });
