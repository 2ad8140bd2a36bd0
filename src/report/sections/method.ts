import type { ReportData, ReportEvaluation } from '../data.ts';
import { count, share } from '../format.ts';
import { code, folded, html, list, type Markup, pairs } from '../markup.ts';
import { columns, table } from '../table.ts';
import { protocol } from './protocol.ts';

/** How the numbers came about, and what a reader should hold against them. */
export function method({ dataset, evaluations, toolVersion, remarks: known = [] }: ReportData): Markup {
  return html`<section id="method" aria-labelledby="method-title">
<h2 id="method-title">Protocol and provenance</h2>
${
  evaluations.length === 0
    ? null
    : html`${protocol(evaluations)}
<h3>Remarks</h3>${known.length === 0 ? null : list(known)}${remarks(evaluations, known.length === 0 ? 'None.' : 'None on the scores.')}
${finishes(evaluations)}`
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

/** More remarks than these on several evaluations are folded. */
const mostRemarks = 6;

/** Of one evaluation as they are; of several with its name, or folded under it. */
function remarks(evaluations: readonly ReportEvaluation[], none: string): Markup {
  const [only] = evaluations;
  if (evaluations.length === 1) return listOr(only!.summary.remarks, none);
  const all = evaluations.flatMap(({ name, summary }) =>
    summary.remarks.map((remark) => `${name}: ${remark}`),
  );
  if (all.length <= mostRemarks) return listOr(all, none);
  const remarked = evaluations.filter(({ summary }) => summary.remarks.length > 0);
  return html`${remarked.map(({ name, summary }) =>
    folded(`${name} (${summary.remarks.length})`, list(summary.remarks)),
  )}`;
}

/** Responses by how they ended, those that never came included. */
const endings = ({ finishes, withoutResponse }: ReportEvaluation): ReadonlyMap<string, number> =>
  new Map([
    ...Object.entries(finishes),
    ...(withoutResponse === 0 ? [] : [['no response', withoutResponse] as const]),
  ]);

function finishes(evaluations: readonly ReportEvaluation[]): Markup {
  const all = evaluations.map((each) => ({ name: each.name, by: endings(each) }));
  const names = [...new Set(all.flatMap(({ by }) => [...by.keys()]))];
  const total = (by: ReadonlyMap<string, number>): number => [...by.values()].reduce((sum, n) => sum + n, 0);
  if (all.every(({ by }) => total(by) === 0)) return html`<p>There are no responses.</p>`;
  const [only] = all;
  if (all.length === 1)
    return table({
      caption: 'Responses by how they ended',
      columns: columns('finish', 'responses', 'share'),
      rows: [...only!.by].map(([finish, number]) => [finish, count(number), share(number, total(only!.by))]),
    });
  return table({
    caption: 'Responses by how they ended',
    columns: columns('evaluation', ...names),
    rows: all.map(({ name, by }) => [
      name,
      ...names.map((finish) => `${count(by.get(finish) ?? 0)} (${share(by.get(finish) ?? 0, total(by))})`),
    ]),
  });
}
