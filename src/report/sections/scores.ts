import type { BySplit, Estimate, ScoreSummary, Split, SplitScores } from '../../stats/types.ts';
import { rateCell } from '../cells.ts';
import type { ReportEvaluation } from '../data.ts';
import { figure, figures } from '../figure.ts';
import { count, percentRange } from '../format.ts';
import { markChart } from '../marks.ts';
import { html, type Markup } from '../markup.ts';
import { markOf, measures, splitLooks, splitsOf } from '../splits.ts';
import { type Cell, type Column, dataTable } from '../table.ts';
import { alphasOf } from './alphas.ts';
import { changes } from './changes.ts';
import { bandCaption } from './words.ts';

/** Scores with intervals: by split over all scenarios, and by scenario; and what tactics change. */
export function scores(evaluation: ReportEvaluation | null): Markup {
  return html`<section id="scores" aria-labelledby="scores-title">
<h2 id="scores-title">Scores with intervals</h2>
${content(evaluation)}
</section>
`;
}

function content(evaluation: ReportEvaluation | null): Markup {
  if (evaluation === null) return html`<p>No model was evaluated, so there is nothing to draw.</p>`;
  if (evaluation.summary.scenarios.length === 0) return html`<p>No item was evaluated.</p>`;
  const sweep = alphasOf(evaluation);
  return html`${drawn(evaluation.summary)}
${sweep === null ? null : html`<h3>The weight of safety</h3>${sweep}`}`;
}

const drawn = (summary: ScoreSummary): Markup => html`${figures(bySplit(summary.macro), byScenario(summary))}
${dataTable({
  caption: 'Scores by split, mean over scenarios (macro)',
  columns: [{ head: 'split' }, ...estimateColumns],
  rows: estimateRows(summary.macro),
})}${dataTable({
  caption: 'Scores by split, mean over items (micro)',
  columns: [{ head: 'split' }, ...estimateColumns],
  rows: estimateRows(summary.micro),
})}${dataTable({
  caption: 'Scores by scenario and split',
  columns: [{ head: 'scenario' }, { head: 'split' }, ...estimateColumns],
  rows: summary.scenarios.flatMap(({ scenario, splits }) =>
    estimateRows(splits).map((row) => [scenario, ...row]),
  ),
})}${changes(summary)}`;

function bySplit(macro: BySplit): Markup {
  const splits = splitsOf(macro);
  return figure({
    title: 'Scores by split',
    caption: `Mean over scenarios. ${bandCaption}`,
    legend: measures,
    draw: (width) =>
      markChart(
        splits.map(({ split }) => split),
        measures.map(({ measure, ...look }) => ({
          ...look,
          marks: splits.map(({ scores }) => markOf(scores[measure])),
        })),
        width,
      ),
  });
}

function byScenario({ scenarios }: ScoreSummary): Markup {
  const shown = splitLooks.filter(({ split }) => scenarios.some(({ splits }) => splits[split] !== undefined));
  return figure({
    title: 'SAR by scenario',
    caption: `Mean over the items of each scenario. ${bandCaption}`,
    legend: shown,
    draw: (width) =>
      markChart(
        scenarios.map(({ scenario }) => scenario),
        shown.map(({ split, ...look }) => ({
          ...look,
          marks: scenarios.map(({ splits }) => sarOf(splits, split)),
        })),
        width,
      ),
  });
}

const sarOf = (splits: BySplit, split: Split | 'all') => {
  const found = splits[split];
  return found === undefined ? undefined : markOf(found.sar);
};

const estimateColumns: readonly Column[] = [
  { head: 'score' },
  ...['value', 'interval', 'bounds', 'scored', 'unscored'].map((head) => ({ head, figures: true })),
  { head: 'interval by' },
];

const estimateRows = (splits: BySplit): Cell[][] =>
  splitsOf(splits).flatMap(({ split, scores }) =>
    measures.map(({ measure, name }) => [split, name, ...estimateCells(scores, measure)]),
  );

function estimateCells(scores: SplitScores, measure: (typeof measures)[number]['measure']): Cell[] {
  const { value, interval, bounds, scored, unscored, method }: Estimate = scores[measure];
  return [
    rateCell(value),
    percentRange(interval),
    percentRange(bounds),
    count(scored),
    count(unscored),
    interval === null ? 'unknown' : method,
  ];
}
