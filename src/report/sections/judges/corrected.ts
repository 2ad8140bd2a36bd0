import type { CorrectedScore, CorrectedScores } from '../../../stats/correction/types.ts';
import type { Bounds } from '../../../stats/types.ts';
import { pointsCell, rateCell } from '../../cells.ts';
import { figure, figures } from '../../figure.ts';
import { count, decimal, percent, percentRange } from '../../format.ts';
import { markChart } from '../../marks.ts';
import { html, list, type Markup } from '../../markup.ts';
import { measures } from '../../splits.ts';
import { width as pointsWide } from '../../spread.ts';
import { dataTable, type Figure } from '../../table.ts';

/** The model, with the judge where there are several, and with what its scores assume. */
const nameOf = ({ models, judge, pooled }: CorrectedScores, withJudge: boolean): string =>
  `${models.join(', ')}${withJudge ? ` by ${judge}` : ''}${pooled ? ' (pooled)' : ''}`;

/** One score of one model, from its own labels or from pooled ones. */
interface Row {
  readonly name: string;
  readonly of: CorrectedScores;
  readonly score: CorrectedScore;
}

/** Scores of the judge beside those of the labels alone and those that labels corrected. Null where there are none. */
export function corrected(all: readonly CorrectedScores[]): Markup | null {
  if (all.length === 0) return null;
  const judges = new Set(all.map(({ judge }) => judge)).size;
  const rows = all.flatMap((of) =>
    measures.flatMap(({ measure }) =>
      of.scores
        .filter((score) => score.measure === measure)
        .map((score) => ({ name: nameOf(of, judges > 1), of, score })),
    ),
  );
  const remarks = remarksOn(all);
  return html`<h3>Scores corrected by people’s labels</h3>
<p>The judge’s mean has no interval here: it is wrong by as much as the judge is. The labels alone are right on average, but few. The
corrected score takes the judge’s mean and moves it by what the labels say of the judge’s errors (prediction-powered inference), so that its
interval holds whatever the judge is.${all.some(({ pooled }) => pooled) ? ' Pooled rows assume that the judge errs alike on all models.' : ''}</p>
${remarks.length === 0 ? null : html`<div class="warning" role="note">${list(remarks)}</div>`}
${figures(
  ...measures.flatMap(({ measure, name }) =>
    chart(
      name,
      rows.filter(({ score }) => score.measure === measure),
    ),
  ),
)}
${correctedTable(rows)}`;
}

/** What is said of all of them stands once; else with the model that it is said of. */
function remarksOn(all: readonly CorrectedScores[]): readonly string[] {
  const shared = all[0]!.remarks.filter((remark) => all.every(({ remarks }) => remarks.includes(remark)));
  const own = all.flatMap(({ models, remarks }) =>
    remarks.filter((remark) => !shared.includes(remark)).map((remark) => `${models.join(', ')}: ${remark}`),
  );
  return [...shared, ...own];
}

const looks = [
  { name: 'judge', color: 'var(--series-3)', shape: 'diamond' },
  { name: 'labels alone', color: 'var(--series-2)', shape: 'square' },
  { name: 'corrected', color: 'var(--series-1)', shape: 'circle' },
] as const;

const marksOf = ({ score: { judge, labels, value, interval } }: Row) => [
  { value: judge, interval: null, bounds: null },
  { ...labels, bounds: null },
  { value, interval, bounds: null },
];

function chart(name: string, rows: readonly Row[]): Markup[] {
  if (rows.length === 0) return [];
  const drawing = figure({
    title: `${name}: judge, labels and corrected`,
    caption:
      'Lines are intervals: the shorter that of the corrected score against that of the labels, the more the judge helps.',
    legend: looks,
    draw: (width) =>
      markChart(
        rows.map((row) => row.name),
        looks.map((look, at) => ({ ...look, marks: rows.map((row) => marksOf(row)[at]!) })),
        width,
      ),
  });
  return [drawing];
}

const estimated = ({ value, interval }: CorrectedScore['labels']): Figure => ({
  shown: `${percent(value)} (${percentRange(interval)})`,
  value,
});

const reach = ([low, high]: Bounds): number => high - low;

const correctedTable = (rows: readonly Row[]): Markup =>
  dataTable({
    caption:
      'Scores of judge, of labels, and corrected, with the widths of their intervals in percentage points',
    columns: [
      { head: 'models' },
      { head: 'judge' },
      { head: 'score' },
      ...[
        'judge’s mean',
        'labels alone',
        'width',
        'corrected',
        'width',
        'moved by',
        'trust in the judge (0–1)',
        'labels of items',
      ].map((head) => ({ head, figures: true })),
      { head: 'about' },
      { head: 'method' },
    ],
    rows: rows.map(({ name, of, score }) => [
      name,
      of.judge,
      measures.find(({ measure }) => measure === score.measure)!.name,
      rateCell(score.judge),
      estimated(score.labels),
      pointsWide(reach(score.labels.interval)),
      estimated(score),
      pointsWide(reach(score.interval)),
      pointsCell(score.value - score.judge),
      decimal(score.power),
      of.pooled ? `${count(of.labels)} of all models` : `${count(of.labels)} of ${count(of.items)}`,
      of.target === 'benchmark' ? 'the items of this benchmark' : 'new prompts like these',
      score.method === 'ppi' ? 'Student’s t' : 'bounded means',
    ]),
  });
