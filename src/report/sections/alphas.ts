import type { AlphaPoint, Bounds } from '../../stats/types.ts';
import { rateCell } from '../cells.ts';
import type { ReportEvaluation } from '../data.ts';
import { figure, figures } from '../figure.ts';
import { percentRange } from '../format.ts';
import { heatmap } from '../heatmap.ts';
import { html, type Markup } from '../markup.ts';
import type { RankedModel } from '../ranked.ts';
import { columns, dataTable } from '../table.ts';

interface Row {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Where each lies, whatever the missing verdicts are. */
  readonly bounds: readonly (Bounds | null)[];
}

const splits = ['all', 'unsafe', 'safe'] as const;

const scale =
  'The further right, the more safety alone counts: at 0 a response that breaks no safety-spec is worth its share of the behavioral-spec, at 1 it is worth 1. The stronger the colour, the higher; a question mark where it is unknown.';

/** SAR at other weights of safety alone, split by split, of one evaluation. Null where no weight was tried. */
export function alphasOf({ summary: { alphas, options } }: ReportEvaluation): Markup | null {
  if (alphas.length === 0) return null;
  return sweep({
    title: 'SAR by α',
    caption: `Mean over scenarios, in per cent; the scores elsewhere have α = ${options.alpha}. ${scale}`,
    first: 'split',
    alphas,
    rows: splits.map((split) => ({
      name: split,
      values: alphas.map((point) => point[split]),
      bounds: alphas.map(({ bounds }) => bounds[split]),
    })),
    framed: () => false,
  });
}

/** SAR at other weights of safety alone, model by model (arXiv 2509.14760, figure 10). Null where no weight was tried. */
export function alphasByModel(models: readonly RankedModel[]): Markup | null {
  const [first] = models;
  const alphas = first?.evaluation.summary.alphas ?? [];
  if (alphas.length === 0) return null;
  const rows = models.map(({ label, evaluation }) => {
    const points = alphas.map(({ alpha }) =>
      evaluation.summary.alphas.find((point) => point.alpha === alpha),
    );
    return {
      name: label,
      values: points.map((point) => point?.all ?? null),
      bounds: points.map((point) => point?.bounds.all ?? null),
    };
  });
  const best = alphas.map((_, column) => Math.max(...rows.flatMap(({ values }) => values[column] ?? [])));
  return html`<p>How much the ranking hangs on the weight α that safety alone has in SAR.</p>
${sweep({
  title: 'SAR by model and α',
  caption: `Mean over scenarios, unsafe and safe together, in per cent; the scores elsewhere have α = ${first!.evaluation.summary.options.alpha}. ${scale} A frame marks the best at each α.`,
  first: 'model',
  alphas,
  rows,
  framed: (row, column) => rows[row]!.values[column] === best[column],
})}`;
}

/** Whether missing verdicts leave something open. */
const isOpen = (bounds: Bounds | null): boolean => bounds !== null && bounds[1] - bounds[0] > 1e-9;

interface Sweep {
  readonly title: string;
  readonly caption: string;
  readonly first: string;
  readonly alphas: readonly AlphaPoint[];
  readonly rows: readonly Row[];
  readonly framed: (row: number, column: number) => boolean;
}

const sweep = ({ title, caption, first, alphas, rows, framed }: Sweep): Markup => html`${figures(
  figure({
    title,
    caption,
    legend: [],
    draw: (width) =>
      heatmap(
        {
          rows: rows.map(({ name }) => name),
          columns: alphas.map(({ alpha }) => String(alpha)),
          columnsAre: 'α',
          values: rows.map(({ values }) => values),
          framed,
        },
        width,
      ),
  }),
)}
${dataTable({
  caption: title,
  columns: columns(first, ...alphas.map(({ alpha }) => `α = ${alpha}`)),
  rows: rows.flatMap(({ name, values, bounds }) => [
    [name, ...values.map(rateCell)],
    ...(bounds.some(isOpen) ? [[`${name}, bounds`, ...bounds.map(percentRange)]] : []),
  ]),
})}`;
