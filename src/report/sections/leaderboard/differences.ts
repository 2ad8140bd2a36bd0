import type { ComparedMeasure, ModelComparison, PairwiseDifference } from '../../../stats/compare/types.ts';
import { pCell, pointsCell } from '../../cells.ts';
import { figure, figures } from '../../figure.ts';
import { count, points, pointsRange, unknown } from '../../format.ts';
import { changeChart } from '../../marks.ts';
import { folded, html, list, type Markup } from '../../markup.ts';
import { byName, type RankedModel } from '../../ranked.ts';
import { measures } from '../../splits.ts';
import { type Cell, columns, dataTable, table } from '../../table.ts';

/** Below this corrected p-value a difference is marked. */
const clear = 0.05;

/** Every pair of models, item by item, with Holm's correction. Null where nobody compared. */
export function differences(
  comparison: ModelComparison | null,
  models: readonly RankedModel[],
): Markup | null {
  if (comparison === null || comparison.differences.length === 0) return null;
  const named = byName(models);
  const labelOf = (name: string): string => named.get(name)?.label ?? name;
  return html`<p>Each pair of models on the items that both were asked, item by item, as the mean over scenarios: a difference is in
percentage points, the first less the second. p-values are two-sided and corrected for the number of pairs (Holm), score by
score; a difference with p below ${clear} after correction has a star.</p>
<p>${detectableInWords(comparison.detectable)}</p>
${comparison.remarks.length === 0 ? null : folded(`Remarks on the ranking (${comparison.remarks.length})`, list(comparison.remarks))}
${matrix(comparison, models)}
${behindTheBest(comparison, labelOf)}
${pairTable(comparison, labelOf)}`;
}

/** What this dataset cannot show is not the same as what is not there. */
function detectableInWords(detectable: ModelComparison['detectable']): string {
  const known = measures.flatMap(({ measure, name }) => {
    const value = detectable[measure];
    return value === null ? [] : [`${(value * 100).toFixed(1)} points of ${name}`];
  });
  if (known.length === 0) return 'The smallest difference that this dataset can detect is unknown.';
  return `The smallest true difference that this dataset would show four times in five (two-sided 5 %, power 80 %), before any correction for many pairs: ${known.join(', ')}. A smaller difference that is not clear here may still be there.`;
}

const sarDifferences = ({ differences }: ModelComparison): readonly PairwiseDifference[] =>
  differences.filter(({ measure }) => measure === 'sar');

/** `+3.2*`: the star says that the corrected p-value is below 5 %. */
function starred({ value, pHolm }: PairwiseDifference, sign: 1 | -1): Cell {
  if (value === null) return unknown;
  return {
    shown: `${points(sign * value)}${pHolm !== null && pHolm < clear ? '*' : ''}`,
    value: sign * value,
  };
}

function matrix(comparison: ModelComparison, models: readonly RankedModel[]): Markup {
  const pairs = new Map(sarDifferences(comparison).map((each) => [JSON.stringify([each.a, each.b]), each]));
  const cell = (a: string, b: string): Cell => {
    if (a === b) return '–';
    const there = pairs.get(JSON.stringify([a, b]));
    if (there !== undefined) return starred(there, 1);
    const back = pairs.get(JSON.stringify([b, a]));
    return back === undefined ? unknown : starred(back, -1);
  };
  return table({
    caption:
      'Differences of SAR: row less column, in percentage points; columns are places of the leaderboard',
    columns: columns('less', ...models.map(({ place }) => String(place))),
    rows: models.map((row) => [
      row.label,
      ...models.map((column) => cell(row.evaluation.name, column.evaluation.name)),
    ]),
  });
}

/** All others held against the best, for each score. */
function behindTheBest(comparison: ModelComparison, labelOf: (name: string) => string): Markup | null {
  const best = comparison.ranking[0]?.name;
  const others = comparison.ranking.slice(1).map(({ name }) => name);
  const find = (measure: ComparedMeasure, b: string) =>
    comparison.differences.find((each) => each.a === best && each.b === b && each.measure === measure);
  if (best === undefined || others.length === 0) return null;
  return figures(
    figure({
      title: 'What the others have less than the best',
      caption: `${labelOf(best)} less each other, in percentage points, item by item. Lines are intervals; where one holds 0, the two are not told apart. Pale bands show where the difference lies whatever the missing verdicts are.`,
      legend: measures,
      draw: (width) =>
        changeChart(
          others.map(labelOf),
          measures.map(({ measure, ...look }) => ({
            ...look,
            marks: others.map((name) => {
              const found = find(measure, name);
              return (
                found && {
                  ...found,
                  bounds: found.unscored > 0 || found.value === null ? found.bounds : null,
                }
              );
            }),
          })),
          width,
        ),
    }),
  );
}

const pairTable = (comparison: ModelComparison, labelOf: (name: string) => string): Markup =>
  dataTable({
    caption: 'Differences of all pairs, in percentage points',
    columns: [
      { head: 'model' },
      { head: 'less' },
      { head: 'score' },
      ...['difference', 'interval', 'bounds', 'p', 'p (Holm)', 'scored', 'unscored'].map((head) => ({
        head,
        figures: true,
      })),
    ],
    rows: comparison.differences.map(
      ({ a, b, measure, value, interval, bounds, p, pHolm, scored, unscored }) => [
        labelOf(a),
        labelOf(b),
        measures.find((each) => each.measure === measure)!.name,
        pointsCell(value),
        pointsRange(interval),
        pointsRange(bounds),
        pCell(p),
        pCell(pHolm),
        count(scored),
        count(unscored),
      ],
    ),
  });
