import type { ReportData, ReportEvaluation } from '../data.ts';
import { count, share } from '../format.ts';
import { code, html, list, type Markup, pairs } from '../markup.ts';
import { columns, table } from '../table.ts';

/** How the numbers came about, and what a reader should hold against them. */
export function method({ dataset, evaluations: [evaluation], toolVersion }: ReportData): Markup {
  return html`<section id="method" aria-labelledby="method-title">
<h2 id="method-title">Protocol and provenance</h2>
${
  evaluation === undefined
    ? null
    : html`<h3>Protocol of the evaluation</h3>${list(evaluation.protocol)}
<h3>Remarks</h3>${listOr(evaluation.summary.remarks, 'None.')}
${finishes(evaluation)}`
}
<h3>Models that made the dataset</h3>
${pairsOr(dataset.models, 'No model went into it.')}
<h3>Licences of the sources</h3>
${pairsOr(dataset.licences, 'No source names one.')}
<h3>Gaps</h3>
${listOr(dataset.gaps, 'None.')}
<h3>Human review</h3>
<p><bdi>${dataset.review}</bdi></p>
<h3>Tool</h3>
<p>Specloom ${code(toolVersion)}</p>
</section>
`;
}

const listOr = (texts: readonly string[], otherwise: string): Markup =>
  texts.length === 0 ? html`<p>${otherwise}</p>` : list(texts);

function pairsOr(entries: Readonly<Record<string, string>>, otherwise: string): Markup {
  const all = Object.entries(entries);
  return all.length === 0 ? html`<p>${otherwise}</p>` : pairs(all);
}

function finishes({ finishes: byFinish, withoutResponse }: ReportEvaluation): Markup {
  const entries: readonly (readonly [string, number])[] = [
    ...Object.entries(byFinish),
    ...(withoutResponse === 0 ? [] : [['no response', withoutResponse] as const]),
  ];
  const responses = entries.reduce((sum, [, number]) => sum + number, 0);
  if (responses === 0) return html`<p>There are no responses.</p>`;
  return table({
    caption: 'Responses by how they ended',
    columns: columns('finish', 'responses', 'share'),
    rows: entries.map(([finish, number]) => [finish, count(number), share(number, responses)]),
  });
}
