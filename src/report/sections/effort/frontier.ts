import { frontier } from '../../../stats/frontier.ts';
import { rateCell } from '../../cells.ts';
import { tokensPerResponse, tokensText } from '../../effort-facts.ts';
import { figure, figures } from '../../figure.ts';
import { count, percentRange } from '../../format.ts';
import { kindLegend, lookOf } from '../../kinds.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { scatter } from '../../scatter.ts';
import { logAxis, rateAxis } from '../../scatter-axis.ts';
import { columns, dataTable } from '../../table.ts';

/** More names than these would cover each other: then places stand for them. */
const mostNames = 7;

/** SAR against tokens, with the models that no other beats in both. Null where fewer than two have both. */
export function frontierFigure(models: readonly RankedModel[]): Markup | null {
  const points = models.flatMap((model) => {
    const tokens = tokensPerResponse(model.evaluation);
    const sar = model.scores?.sar;
    if (tokens === null || tokens.output === 0 || sar === undefined || sar.value === null) return [];
    return [{ model, name: model.evaluation.name, x: tokens.output, y: sar.value, interval: sar.interval }];
  });
  if (points.length < 2) return null;
  const names = frontier(points);
  const best = names.map((name) => points.find((point) => point.name === name)!);
  const left = models.length - points.length;
  return html`${figures(
    figure({
      title: 'SAR against tokens',
      caption: `Up is better, left is cheaper: output tokens for a response, on a scale by doublings or tenfolds. A ring marks the models that no other beats in both, and a dashed line joins them. Lines are intervals of SAR.${
        left === 0 ? '' : ` Not drawn, for want of tokens or SAR: ${count(left)}.`
      }`,
      legend: kindLegend(points.map(({ model }) => model)),
      draw: (width) => {
        const named = width > 450 && points.length <= mostNames;
        return scatter(
          {
            points: points.map(({ model, name, x, y, interval }) => {
              const { color, shape, fill } = lookOf(model.evaluation);
              const label = named ? model.label : String(model.place);
              const ringed = names.includes(name);
              return { label, x, y, xInterval: null, yInterval: interval, color, shape, fill, ringed };
            }),
            x: logAxis(
              'output tokens per response',
              points.map(({ x }) => x),
            ),
            y: rateAxis(
              'SAR',
              points.flatMap(({ y, interval }) => [y, ...(interval ?? [])]),
            ),
            line: best.map(({ x, y }) => [x, y]),
          },
          width,
        );
      },
    }),
  )}
${dataTable({
  caption: 'SAR against output tokens per response',
  columns: [...columns('model', 'output tokens', 'SAR', 'interval'), { head: 'on the frontier' }],
  rows: points.map(({ model, name, y, interval }) => [
    model.label,
    tokensText(tokensPerResponse(model.evaluation)),
    rateCell(y),
    percentRange(interval),
    names.includes(name) ? 'yes' : 'no',
  ]),
})}`;
}
