import { stackedBars } from '../bars.ts';
import { figure, figures } from '../figure.ts';
import { count, counted } from '../format.ts';
import { code, html, type Markup } from '../markup.ts';
import { columns, table } from '../table.ts';
import type { DedupGroups } from './data.ts';
import { measure, place } from './format.ts';

/** Bars that a reader can take in; the table has all groups. */
const mostBars = 30;

/** What became of each group, and kept rows that are close across groups. */
export function groupSection(groups: DedupGroups | null): Markup | null {
  if (groups === null) return null;
  const { field, each } = groups;
  const drawn = [...each].sort((a, b) => b.rows - a.rows).slice(0, mostBars);
  return html`<section id="groups" aria-labelledby="groups-title">
<h2 id="groups-title">Groups</h2>
<p>Rows of equal value in ${code(field)} were compared among themselves: ${counted(each.length, 'group')}.</p>
${figures(
  figure({
    title: 'Rows by group',
    caption: drawn.length < each.length ? `The ${drawn.length} largest groups.` : 'Kept and dropped rows.',
    legend: [
      { name: 'kept', color: 'var(--yes)', shape: 'square' },
      { name: 'dropped', color: 'var(--na)', shape: 'square' },
    ],
    draw: (width) =>
      stackedBars(
        drawn.map(({ group }) => group),
        [
          { name: 'kept', color: 'var(--yes)', ink: 'var(--on-fill)', values: drawn.map(({ kept }) => kept) },
          { name: 'dropped', color: 'var(--na)', ink: 'var(--ink)', values: drawn.map((row) => row.dropped) },
        ],
        width,
      ),
  }),
)}
${table({
  caption: 'Rows by group',
  columns: columns('group', 'rows', 'kept', 'dropped', 'smallest distance left'),
  rows: each.map(({ group, rows, kept, dropped, minDistance }) => [
    group,
    count(rows),
    count(kept),
    count(dropped),
    minDistance === null ? 'none' : measure(minDistance),
  ]),
})}
<h3>Across groups</h3>
${across(groups)}
</section>
`;
}

function across({ across: { checked, unchecked, nearer, rows } }: DedupGroups): Markup {
  const open =
    unchecked === 0
      ? ''
      : ` ${counted(unchecked, 'kept row')} could not be held against anything: alone in a group, or no other group.`;
  return html`<p>${count(nearer)} of ${counted(checked, 'kept row')} have a kept row of another group nearer than the smallest
distance of their own group. They were not dropped for it.${open}</p>
${
  rows.length === 0
    ? null
    : table({
        caption:
          rows.length < nearer
            ? `The closest ${rows.length} of them`
            : 'Kept rows that are close across groups',
        columns: [
          { head: 'row' },
          { head: 'group' },
          { head: 'distance', figures: true },
          { head: 'smallest in its group', figures: true },
          { head: 'nearest row' },
          { head: 'group of that' },
        ],
        rows: rows.map((row) => [
          place(row.row),
          row.group,
          measure(row.distance),
          measure(row.minDistance),
          place(row.nearest),
          row.nearestGroup,
        ]),
      })
}`;
}
