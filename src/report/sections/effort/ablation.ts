import { groupBy } from '../../../core/group-by.ts';
import { pointsCell, rateCell, scoreCell } from '../../cells.ts';
import { costOf, tokensPerResponse, tokensText, usd } from '../../effort-facts.ts';
import { unknown } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { type Cell, table } from '../../table.ts';

/** The method that others are held against. */
const plain = 'vanilla';

/**
 * One subject with several methods, each against vanilla (arXiv 2509.14760, tables 2 and 4). Null where no subject has
 * more than one.
 */
export function ablation(models: readonly RankedModel[]): Markup | null {
  const subjects = [...groupBy(models, ({ evaluation }) => evaluation.subject)].filter(
    ([, of]) => new Set(of.map(({ evaluation }) => evaluation.method)).size > 1,
  );
  if (subjects.length === 0) return null;
  return html`<h3>Methods</h3>
<p>The same subject with different methods. Gains are in percentage points over ${plain}, as differences of means.</p>
${table({
  caption: 'Methods by subject: scores, gain over vanilla, tokens and cost',
  columns: [
    { head: 'subject' },
    { head: 'method' },
    ...['SAR', 'gain', 'safety', 'behavioral', 'output tokens per response', 'cost'].map((head) => ({
      head,
      figures: true,
    })),
  ],
  rows: subjects.flatMap(([subject, of]) => {
    const base = of.find(({ evaluation }) => evaluation.method === plain);
    const ordered = base === undefined ? of : [base, ...of.filter((each) => each !== base)];
    return ordered.map((model) => row(subject, model, base));
  }),
})}`;
}

function row(subject: string, model: RankedModel, base: RankedModel | undefined): Cell[] {
  const { evaluation, scores } = model;
  return [
    subject,
    evaluation.method,
    scores === undefined ? unknown : scoreCell(scores.sar),
    model === base ? '–' : pointsCell(gainOf(model, base)),
    rateCell(scores?.safety.value ?? null),
    rateCell(scores?.behavioral.value ?? null),
    tokensText(tokensPerResponse(evaluation)),
    usd(costOf(evaluation)),
  ];
}

function gainOf(model: RankedModel, base: RankedModel | undefined): number | null {
  const after = model.scores?.sar.value ?? null;
  const before = base?.scores?.sar.value ?? null;
  return after === null || before === null ? null : after - before;
}
