import type {
  BeyondControls,
  PairedChange,
  PairedScores,
  ScoreChange,
  ScoreSummary,
} from '../../stats/types.ts';
import { pCell, pointsCell, rateCell } from '../cells.ts';
import { figure, figures } from '../figure.ts';
import { count, points, pointsRange } from '../format.ts';
import { changeChart, type Mark } from '../marks.ts';
import { html, type Markup } from '../markup.ts';
import { measures, splitLooks } from '../splits.ts';
import { type Cell, type Column, columns, dataTable, table } from '../table.ts';
import { levelOf } from './words.ts';

/** What tactics change, item by item: the change of the paper's table 6. Null where no item was asked in both forms. */
export function changes({ changes, beyondControls, options }: ScoreSummary): Markup | null {
  if (changes.length === 0) return null;
  const level = levelOf({ options });
  return html`<h3 id="changes">What tactics change</h3>
<p>Items that were asked in two forms, each compared with itself: unsafe items from their original prompt to the variant, safe
items from their prompt to the control. A change is in percentage points, after less before; below 0 the score fell. Where
controls lose, too, the wording costs any item: the model refuses, or helps less, where nothing forbidden is asked.</p>
${table({
  caption: `Scores before and after, mean over scenarios, with ${level} of the change`,
  columns: [
    { head: 'from, to' },
    { head: 'score' },
    ...['pairs', 'before', 'after', 'change', 'p (Holm)'].map((head) => ({ head, figures: true })),
  ],
  rows: changes.flatMap((change) =>
    measures.map(({ measure, name }) => [
      nameOf(change),
      name,
      count(change.macro.pairs),
      ...headlineCells(change.macro[measure]),
    ]),
  ),
})}
${figures(overall(changes), byScenario(changes))}
${dataTable({
  caption: 'Changes by scenario',
  columns: [{ head: 'scenario' }, { head: 'from, to' }, { head: 'score' }, ...changeColumns],
  rows: changes.flatMap((change) => [
    ...changeRows('mean over scenarios', change, change.macro),
    ...change.scenarios.flatMap((scores) => changeRows(scores.scenario, change, scores)),
  ]),
})}
${beyondControls === null ? null : beyond(beyondControls, level)}`;
}

const nameOf = ({ from, to }: PairedChange): string => `${from} to ${to}`;

const headlineCells = ({ before, after, change: { value, interval }, pHolm }: ScoreChange): Cell[] => [
  rateCell(before),
  rateCell(after),
  {
    shown: interval === null ? points(value) : `${points(value)} (${pointsRange(interval)})`,
    value,
  },
  pCell(pHolm),
];

const changeColumns: readonly Column[] = [
  'pairs',
  'before',
  'after',
  'change',
  'interval',
  'bounds',
  'p',
  'p (Holm)',
  'unscored',
].map((head) => ({ head, figures: true }));

const changeRows = (name: string, sides: PairedChange, scores: PairedScores): Cell[][] =>
  measures.map(({ measure, name: score }) => {
    const { before, after, change, p, pHolm, unscored } = scores[measure];
    return [
      name,
      nameOf(sides),
      score,
      count(scores.pairs),
      rateCell(before),
      rateCell(after),
      pointsCell(change.value),
      pointsRange(change.interval),
      pointsRange(change.bounds),
      pCell(p),
      pCell(pHolm),
      count(unscored),
    ];
  });

const caption =
  'Percentage points, after less before. Lines are intervals; pale bands show where the change lies whatever the unscored verdicts are.';

/** A comparison has the mark of the split that it ends in. */
const looksOf = (changes: readonly PairedChange[]) =>
  changes.map((change) => {
    const { color, shape } = splitLooks.find(({ split }) => split === change.to)!;
    return { name: nameOf(change), color, shape, change };
  });

const markOf = ({ change, unscored }: ScoreChange): Mark => ({
  value: change.value,
  interval: change.interval,
  bounds: unscored > 0 ? change.bounds : null,
});

function overall(changes: readonly PairedChange[]): Markup {
  const looks = looksOf(changes);
  return figure({
    title: 'Change of scores',
    caption: `Mean over scenarios. ${caption}`,
    legend: looks,
    draw: (width) =>
      changeChart(
        measures.map(({ name }) => name),
        looks.map(({ change, ...look }) => ({
          ...look,
          marks: measures.map(({ measure }) => markOf(change.macro[measure])),
        })),
        width,
      ),
  });
}

function byScenario(changes: readonly PairedChange[]): Markup {
  const looks = looksOf(changes);
  const scenarios = [
    ...new Set(changes.flatMap((each) => each.scenarios.map(({ scenario }) => scenario))),
  ].sort();
  return figure({
    title: 'Change of SAR by scenario',
    caption: `Mean over the items of each scenario. ${caption}`,
    legend: looks,
    draw: (width) =>
      changeChart(
        scenarios,
        looks.map(({ change, ...look }) => ({
          ...look,
          marks: scenarios.map((id) => {
            const scores = change.scenarios.find(({ scenario }) => scenario === id);
            return scores === undefined ? undefined : markOf(scores.sar);
          }),
        })),
        width,
      ),
  });
}

/** How much further unsafe items moved than controls. */
const beyond = (
  beyondControls: BeyondControls,
  level: string,
): Markup => html`<p>The change of unsafe items less that of
controls, over scenarios that have both. Where the interval holds 0, what an attack does to unsafe items is not told from what its wording
does to safe ones.</p>
${table({
  caption: `Changes beyond controls, in percentage points, with ${level} of the difference`,
  columns: columns(
    'score',
    'original to unsafe',
    'safe to control',
    'difference',
    'interval',
    'bounds',
    'scenarios',
  ),
  rows: measures.map(({ measure, name }) => {
    const { unsafe, control, value, interval, bounds, scenarios } = beyondControls[measure];
    return [
      name,
      pointsCell(unsafe),
      pointsCell(control),
      pointsCell(value),
      pointsRange(interval),
      pointsRange(bounds),
      count(scenarios),
    ];
  }),
})}`;
