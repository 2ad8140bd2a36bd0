import type { ReportEvaluation } from '../../data.ts';
import { count, percent, percentRange } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import { columns, table } from '../../table.ts';
import { coefficientText } from './agreement.ts';

/** Repeated votes and panels. Null where each response was judged once by one judge. */
export function votes(evaluations: readonly ReportEvaluation[]): Markup | null {
  const voted = evaluations.filter((evaluation) => evaluation.votes !== null);
  if (voted.length === 0) return null;
  return html`<h3>Votes and panels</h3>
<p>A verdict is what most votes of a judge say, and then what most judges say; a tie is unscored. At temperature 0 only the server’s own
variation can make votes differ.</p>
${table({
  caption:
    'Votes that differ from the majority of their judge, and agreement of panels (Krippendorff’s alpha)',
  columns: [
    ...columns('evaluation', 'judges', 'votes of each', 'differ'),
    { head: 'by' },
    ...columns('alpha', 'tied verdicts').map(({ head }) => ({ head, figures: true })),
  ],
  rows: voted.map(({ name, votes }) => {
    const { judges, votes: each, flips, flipsBy, agreement, tied } = votes!;
    return [
      name,
      count(judges.length),
      count(each),
      flips === null ? 'voted once' : `${percent(flips.value)} (${percentRange(flips.interval)})`,
      flips === null ? 'none' : flipsBy,
      agreement === null ? 'one judge' : coefficientText(agreement),
      count(tied),
    ];
  }),
})}`;
}
