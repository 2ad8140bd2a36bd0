import { pCell, pointsCell, scoreCell } from '../../cells.ts';
import { count, pointsRange, unknown } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { measures } from '../../splits.ts';
import { type Cell, type Column, dataTable, table } from '../../table.ts';
import { levelOf } from '../words.ts';
import { methodEffort } from './method-effort.ts';
import {
  baselineOf,
  type Compared,
  pairedDifference,
  plain,
  type SubjectMethods,
  withMethods,
} from './methods-by-subject.ts';

const numbers = (...heads: readonly string[]): readonly Column[] =>
  heads.map((head) => ({ head, figures: true }));

/**
 * Each subject with several methods, each against vanilla (arXiv 2509.14760, table 2). Null where no subject has more than
 * one.
 */
export function methods(models: readonly RankedModel[], compared: Compared): Markup | null {
  const { more } = compared;
  const subjects = withMethods(models);
  if (subjects.length === 0) return null;
  return html`<h3>Methods</h3>
<p>The same subject with different methods, each less ${plain}: item by item over the items that are scored on both sides, as the mean over
scenarios, in percentage points. p-values are corrected for the number of all pairs that this page compares (Holm).</p>
${subjects.map((own) => html`${scoresTable(own, compared)}${methodEffort(own, more)}${allDifferences(own, compared)}`)}`;
}

function scoresTable(own: SubjectMethods, compared: Compared): Markup {
  const level = levelOf(own.models[0]!.evaluation.summary);
  return table({
    caption: `Methods of ${own.subject}: scores with ${level}, and SAR less that of ${plain}`,
    columns: [
      { head: 'method' },
      ...numbers('SAR', `less ${plain}`, 'interval', 'p (Holm)', 'safety', 'behavioral'),
    ],
    rows: own.models.map((model): Cell[] => {
      const { scores, evaluation } = model;
      const [difference, interval, p] = differenceCells(model, own, compared);
      return [
        evaluation.method,
        scores === undefined ? unknown : scoreCell(scores.sar),
        ...[difference, interval, p],
        scores === undefined ? unknown : scoreCell(scores.safety),
        scores === undefined ? unknown : scoreCell(scores.behavioral),
      ];
    }),
  });
}

function differenceCells(
  model: RankedModel,
  own: SubjectMethods,
  { comparison, more }: Compared,
): readonly [Cell, Cell, Cell] {
  const base = baselineOf(model, own, more);
  if (model === base) return ['–', '–', '–'];
  const found = base === undefined ? null : pairedDifference(comparison, model, base, 'sar');
  if (found === null) return [unknown, unknown, unknown];
  return [pointsCell(found.value), pointsRange(found.interval), pCell(found.pHolm)];
}

function allDifferences(own: SubjectMethods, { comparison, more }: Compared): Markup | null {
  const rows = own.models.flatMap((model) => {
    const base = baselineOf(model, own, more);
    if (base === undefined || model === base) return [];
    return measures.flatMap(({ measure, name }): Cell[][] => {
      const found = pairedDifference(comparison, model, base, measure);
      if (found === null) return [];
      const { value, interval, bounds, p, pHolm, scored, unscored } = found;
      const range = [pointsRange(interval), pointsRange(bounds)];
      const head = [model.evaluation.method, base.evaluation.method, name];
      return [[...head, pointsCell(value), ...range, pCell(p), pCell(pHolm), count(scored), count(unscored)]];
    });
  });
  if (rows.length === 0) return null;
  return dataTable({
    caption: `Methods of ${own.subject}: all three scores less those of ${plain}, in percentage points`,
    columns: [
      { head: 'method' },
      { head: 'less' },
      { head: 'score' },
      ...numbers('difference', 'interval', 'bounds', 'p', 'p (Holm)', 'scored', 'unscored'),
    ],
    rows,
  });
}
