import { count, counted, share } from '../format.ts';
import { code, html, type Markup, pairs } from '../markup.ts';
import { table } from '../table.ts';
import type { DedupReportData } from './data.ts';
import { measure, place, sum } from './format.ts';

/** What was selected from, by what, and how. */
export function header(data: DedupReportData): Markup {
  const { keep, minDistance } = data.stop;
  const rules = [
    ...(keep === undefined
      ? []
      : [`${keep} of the rows ${data.groups === null ? 'are left' : 'of a group are left'}`]),
    ...(minDistance === undefined ? [] : [`no pair is nearer than ${minDistance}`]),
  ];
  return html`<header>
<h1>Near-duplicates in <bdi>${data.input}</bdi></h1>
${pairs([
  ['Embedder', data.embedder === null ? 'none: vectors as they came' : code(data.embedder)],
  ['Stops when', rules.join(', or ')],
  ['Protected', data.protectedRows === 0 ? 'no row' : counted(data.protectedRows, 'row')],
  ['Tool', html`Specloom ${code(data.toolVersion)}`],
])}
</header>
`;
}

/** The numbers of the selection. */
export function rowCounts(data: DedupReportData): Markup {
  const { read, badRows, dropped, kept, minDistance } = data;
  const compared = read - badRows;
  return html`<section id="rows" aria-labelledby="rows-title">
<h2 id="rows-title">Rows</h2>
<div class="cards">
${card('Read', count(read), badRows === 0 ? 'all of them compared' : `${count(badRows)} left out: they could not be compared`)}
${card('Dropped', count(dropped), `${share(dropped, compared)} of those compared`)}
${card('Kept', count(kept), `${share(kept, compared)} of those compared`)}
${card('Smallest distance left', minDistance === null ? 'none' : measure(minDistance), minDistance === null ? 'fewer than two rows to compare' : 'd_min, between two kept rows of one group')}
</div>
</section>
`;
}

const card = (name: string, large: string, small: string): Markup => html`<div class="card"><h3>${name}</h3>
<p class="large">${large}</p>
<p>${small}</p></div>`;

/** The closest pairs of which a row was dropped. */
export function droppedPairs({ pairs: shown, dropped, groups }: DedupReportData): Markup {
  const grouped = groups !== null;
  return html`<section id="pairs" aria-labelledby="pairs-title">
<h2 id="pairs-title">Closest dropped pairs</h2>
<p>Of the closest pair, the row with the smaller phi is dropped: phi is the sum of its distances to all other rows that were left
by then, so it is the more redundant one. Of equal ones the first goes; a protected row never does. This page holds no texts: look
the lines up in the file.</p>
${
  shown.length === 0
    ? html`<p>No row was dropped for a closer one.</p>`
    : table({
        caption:
          shown.length < dropped ? `The closest ${shown.length} of ${count(dropped)}` : 'All dropped rows',
        columns: [
          { head: 'dropped row' },
          { head: 'its partner' },
          ...(grouped ? [{ head: 'group' }] : []),
          { head: 'distance', figures: true },
          { head: 'phi', figures: true },
          { head: 'phi of the partner', figures: true },
          { head: 'order', figures: true },
        ],
        rows: shown.map((pair) => [
          place(pair.dropped),
          place(pair.partner),
          ...(grouped ? [pair.group ?? ''] : []),
          measure(pair.distance),
          sum(pair.phi),
          sum(pair.phiPartner),
          count(pair.order),
        ]),
      })
}
</section>
`;
}
