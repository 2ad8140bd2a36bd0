import type { PairedChange, ScoreChange } from '../../../stats/types.ts';
import { pCell, pointsCell, rateCell } from '../../cells.ts';
import { figure, figures } from '../../figure.ts';
import { count, points, pointsRange } from '../../format.ts';
import { changeChart } from '../../marks.ts';
import { html, type Markup } from '../../markup.ts';
import { pValue } from '../../p-value.ts';
import type { RankedModel } from '../../ranked.ts';
import { measures } from '../../splits.ts';
import { width as pointsWide, spreadOf } from '../../spread.ts';
import { type Cell, columns, dataTable, table } from '../../table.ts';

interface Changed {
  readonly label: string;
  readonly change: PairedChange;
}

/**
 * Scores before and after tactics, model by model (arXiv 2509.14760, table 6). Null where no model was asked an item
 * in both forms.
 */
export function changesByModel(models: readonly RankedModel[]): Markup | null {
  const kinds = (['unsafe', 'control'] as const).flatMap((to) => {
    const changed = models.flatMap(({ label, evaluation }) => {
      const change = evaluation.summary.changes.find((each) => each.to === to);
      return change === undefined ? [] : [{ label, change }];
    });
    return changed.length === 0 ? [] : [{ to, changed }];
  });
  if (kinds.length === 0) return null;
  return html`<p>Items that were asked in two forms, each compared with itself: unsafe items from their original prompt to the variant,
safe items from their prompt to the control. Below 0 the score fell. Where controls lose, too, the wording costs any item.</p>
${figures(...kinds.map(({ to, changed }) => chart(to, changed)))}
${kinds.map(({ to, changed }) => changeTable(to, changed))}
${numbersTable(kinds)}
${beyondTable(models)}`;
}

const titles = { unsafe: 'original to unsafe', control: 'safe to control' } as const;

const chart = (to: keyof typeof titles, changed: readonly Changed[]): Markup =>
  figure({
    title: `Change from ${titles[to]}`,
    caption:
      'Percentage points, after less before, mean over scenarios. Lines are intervals; pale bands show where the change lies whatever the unscored verdicts are.',
    legend: measures,
    draw: (width) =>
      changeChart(
        changed.map(({ label }) => label),
        measures.map(({ measure, ...look }) => ({
          ...look,
          marks: changed.map(({ change }) => {
            const { change: estimate, unscored } = change.macro[measure];
            const { value, interval, bounds } = estimate;
            return { value, interval, bounds: unscored > 0 ? bounds : null };
          }),
        })),
        width,
      ),
  });

/** The change of one score, with its interval and a p-value over the three scores. */
const changeCell = ({ change: { value, interval }, pHolm }: ScoreChange): Cell => ({
  shown:
    interval === null ? points(value) : `${points(value)} (${pointsRange(interval)}), p ${pValue(pHolm)}`,
  value,
});

const changeTable = (to: keyof typeof titles, changed: readonly Changed[]): Markup =>
  table({
    caption: `Scores before and after, ${titles[to]}: means over scenarios, changes in percentage points with p-values after Holm’s correction over the three scores`,
    columns: columns(
      'model',
      'pairs',
      'SAR before',
      'SAR after',
      'change of SAR',
      'change of safety',
      'change of behavioral',
    ),
    rows: [
      ...changed.map(({ label, change: { macro } }) => [
        ...[label, count(macro.pairs), rateCell(macro.sar.before), rateCell(macro.sar.after)],
        ...measures.map(({ measure }) => changeCell(macro[measure])),
      ]),
      ...(changed.length < 2 ? [] : [meanRow(changed)]),
    ],
  });

/** Over models, with the standard deviation of the changes. */
function meanRow(changed: readonly Changed[]): Cell[] {
  const sar = (of: (change: ScoreChange) => number | null): number | null =>
    spreadOf(changed.map(({ change }) => of(change.macro.sar))).mean;
  return [
    `mean over models, with the deviation over them`,
    '',
    rateCell(sar(({ before }) => before)),
    rateCell(sar(({ after }) => after)),
    ...measures.map(({ measure }) => {
      const { mean, deviation } = spreadOf(changed.map(({ change }) => change.macro[measure].change.value));
      return { shown: `${points(mean)} (deviation ${pointsWide(deviation)})`, value: mean };
    }),
  ];
}

const numbersTable = (
  kinds: readonly { readonly to: keyof typeof titles; readonly changed: readonly Changed[] }[],
): Markup =>
  dataTable({
    caption: 'Changes by model and score, in percentage points',
    columns: [
      { head: 'model' },
      { head: 'from, to' },
      { head: 'score' },
      ...['pairs', 'before', 'after', 'change', 'interval', 'bounds', 'p', 'p (Holm)', 'unscored'].map(
        (head) => ({
          head,
          figures: true,
        }),
      ),
    ],
    rows: kinds.flatMap(({ to, changed }) =>
      changed.flatMap(({ label, change: { macro } }) =>
        measures.map(({ measure, name }) => {
          const { before, after, change, p, pHolm, unscored } = macro[measure];
          return [
            ...[label, titles[to], name, count(macro.pairs), rateCell(before), rateCell(after)],
            ...[pointsCell(change.value), pointsRange(change.interval), pointsRange(change.bounds)],
            ...[pCell(p), pCell(pHolm), count(unscored)],
          ];
        }),
      ),
    ),
  });

/** What is left of the change of unsafe items once that of controls is taken off. */
function beyondTable(models: readonly RankedModel[]): Markup | null {
  const rows = models.flatMap(({ label, evaluation: { summary } }) =>
    summary.beyondControls === null
      ? []
      : measures.map(({ measure, name }) => {
          const { value, interval, bounds, scenarios } = summary.beyondControls![measure];
          return [
            label,
            name,
            pointsCell(value),
            pointsRange(interval),
            pointsRange(bounds),
            count(scenarios),
          ];
        }),
  );
  if (rows.length === 0) return null;
  return dataTable({
    caption:
      'Changes beyond controls: the change of unsafe items less that of controls, in percentage points',
    columns: [
      { head: 'model' },
      { head: 'score' },
      ...['difference', 'interval', 'bounds', 'scenarios'].map((head) => ({ head, figures: true })),
    ],
    rows,
  });
}
