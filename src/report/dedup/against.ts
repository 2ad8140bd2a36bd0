import { count, counted, unknown } from '../format.ts';
import { html, isolated, type Markup } from '../markup.ts';
import { table } from '../table.ts';
import type { DedupAgainst } from './data.ts';
import { measure, place } from './format.ts';

/** What the rows have in common with other sets. */
export function againstSection(sets: readonly DedupAgainst[]): Markup | null {
  if (sets.length === 0) return null;
  return html`<section id="against" aria-labelledby="against-title">
<h2 id="against-title">Other sets</h2>
<p>Every row was held against each of these sets, by the distance to the nearest prompt there and by word 8-grams. 8-grams find
what was copied; distances also find what was reworded, as far as the embedder sees it. No row was dropped for it.</p>
${sets.map(oneSet)}
</section>
`;
}

const oneSet = (against: DedupAgainst): Markup => html`<h3>${isolated(against.set)}</h3>
<ul>${sentences(against).map((sentence) => html`<li>${sentence}</li>`)}</ul>
${against.rows.length === 0 ? null : closest(against)}`;

function sentences({ prompts, badRows, threshold, nearer, sharing, withoutWords }: DedupAgainst): string[] {
  return [
    `${counted(prompts, 'prompt')} there${badRows === 0 ? '' : `; ${counted(badRows, 'row')} could not be compared`}.`,
    nearer === null
      ? 'How many rows are too near is unknown: fewer than two rows are kept, and no smallest distance was named.'
      : `${counted(nearer.rows, 'row')} nearer than ${measure(threshold)} to a prompt there, ${count(nearer.kept)} of them kept.`,
    `${counted(sharing.rows, 'row')} sharing a word 8-gram with a prompt there, ${count(sharing.kept)} of them kept.`,
    ...(withoutWords === 0
      ? []
      : [`${counted(withoutWords, 'row')} without words: unknown whether they share one.`]),
  ];
}

const closest = ({ rows }: DedupAgainst): Markup =>
  table({
    caption: 'The closest rows that are near or share an 8-gram',
    columns: [
      { head: 'row' },
      { head: 'kept' },
      { head: 'distance', figures: true },
      { head: 'nearest prompt there' },
      { head: '8-grams shared', figures: true },
      { head: 'prompt that shares most' },
    ],
    rows: rows.map(({ row, kept, distance, nearest, ngrams, shared, sharing }) => [
      place(row),
      kept ? 'yes' : 'no',
      measure(distance),
      nearest === null ? unknown : place(nearest),
      shared === null ? unknown : `${count(shared)} of ${count(ngrams)}`,
      sharing === null ? 'none' : place(sharing),
    ]),
  });
