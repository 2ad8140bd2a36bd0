import { groupBy } from '../../../core/group-by.ts';
import type { ModelComparison } from '../../../stats/compare/types.ts';
import { pCell, pointsCell, scoreCell } from '../../cells.ts';
import { align3Steps } from '../../data.ts';
import { tokensCell } from '../../effort-facts.ts';
import { pointsRange } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { type Cell, table } from '../../table.ts';
import {
  baselineOf,
  bySubject,
  type Compared,
  pairedDifference,
  type SubjectMethods,
} from './methods-by-subject.ts';

/** The eight combinations of steps, fewest first, in the order of the paper's table 4. */
const combinations = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]].map((places) =>
  places.map((place) => align3Steps[place]!),
);

/** The same subject, form and limit of tokens with different steps of align3. */
interface Ablated {
  readonly own: SubjectMethods;
  readonly name: string;
  readonly models: readonly RankedModel[];
}

/**
 * Which steps of align3 were taken, and what comes of it (arXiv 2509.14760, table 4): a table for each subject that was
 * evaluated with at least two of the eight combinations. Null where there is none.
 */
export function ablation(models: readonly RankedModel[], compared: Compared): Markup | null {
  const found = bySubject(models).flatMap(ablatedOf);
  if (found.length === 0) return null;
  return html`<h3>Steps of align3</h3>
<p>Each row is a combination of steps: ${align3Steps.join(', ')}. Gains are in SAR, item by item, over the row without any step, in percentage
points; where that was not evaluated, over vanilla. p-values are corrected as above.</p>
${found.map((each) => ablationTable(each, compared))}`;
}

function ablatedOf(own: SubjectMethods): readonly Ablated[] {
  const aligned = own.models.filter(({ evaluation }) => evaluation.deliberation.steps !== null);
  const alike = groupBy(aligned, ({ evaluation: { deliberation } }) =>
    JSON.stringify([deliberation.form, deliberation.budget]),
  );
  return [...alike.values()].flatMap((models): Ablated[] => {
    const { form, budget } = models[0]!.evaluation.deliberation;
    const name = [
      own.subject,
      ...(form === 'turns' ? ['in turns'] : []),
      ...(budget === null ? [] : [`within ${budget} tokens`]),
    ].join(', ');
    return new Set(models.map(stepsOf)).size < 2 ? [] : [{ own, name, models }];
  });
}

const stepsOf = ({ evaluation }: RankedModel): string => evaluation.deliberation.steps?.join(' ') ?? 'other';

function ablationTable({ own, name, models }: Ablated, { comparison, more }: Compared): Markup {
  const bare = models.find((model) => stepsOf(model) === '');
  return table({
    caption: `Steps of align3, ${name}`,
    columns: [
      { head: 'steps' },
      ...align3Steps.map((head) => ({ head })),
      ...['SAR', 'gain', 'interval', 'p (Holm)', 'safety', 'behavioral', 'output tokens per answer'].map(
        (head) => ({ head, figures: true }),
      ),
    ],
    rows: combinations.map((steps): Cell[] => {
      const marks = align3Steps.map((step): Cell => (steps.includes(step) ? tick : '–'));
      const model = models.find((each) => stepsOf(each) === steps.join(' '));
      const row = [nameOf(steps), ...marks];
      return model === undefined
        ? [...row, 'not evaluated', ...Array.from({ length: 6 }, () => '–')]
        : [...row, ...cellsOf(model, bare ?? baselineOf(model, own, more), comparison)];
    }),
  });
}

const nameOf = (steps: readonly string[]): string =>
  steps.length === align3Steps.length ? 'all' : steps.join(' + ') || 'none';

const tick = html`<span role="img" aria-label="taken">✓</span>`;

function cellsOf(
  model: RankedModel,
  base: RankedModel | undefined,
  comparison: ModelComparison | null,
): readonly Cell[] {
  const { scores, evaluation } = model;
  const found =
    base === undefined || base === model ? null : pairedDifference(comparison, model, base, 'sar');
  const gain: readonly Cell[] =
    found === null
      ? ['–', '–', '–']
      : [pointsCell(found.value), pointsRange(found.interval), pCell(found.pHolm)];
  const all = scores === undefined ? null : [scores.sar, scores.safety, scores.behavioral].map(scoreCell);
  const [sar, safety, behavioral] = all ?? ['unknown', 'unknown', 'unknown'];
  return [sar!, ...gain, safety!, behavioral!, tokensCell(evaluation)];
}
