import { html, isolated, type Markup } from './markup.ts';

/** A column's heading; figures stand to the right. */
export interface Column {
  readonly head: string;
  readonly figures?: boolean;
}

/** A number as it is shown, and as it is, which a CSV of the table gives, too. Null where nobody knows it. */
export interface Figure {
  readonly shown: string;
  readonly value: number | null;
}

export type Cell = string | number | Figure | Markup;

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Cells in the order of the columns; the first one names its row. */
  readonly rows: readonly (readonly Cell[])[];
}

/** Columns of figures behind one column of names. */
export const columns = (name: string, ...figures: readonly string[]): Column[] => [
  { head: name },
  ...figures.map((head) => ({ head, figures: true })),
];

/** A table that scrolls in a frame of its own where the page is narrow. */
export function table({ caption, columns, rows }: Table): Markup {
  const kind = (place: number): string => (columns[place]?.figures === true ? 'number' : 'words');
  return html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${isolated(caption)}</caption>
<thead><tr>${columns.map(({ head }, place) => html`<th scope="col" class="${kind(place)}">${isolated(head)}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row" class="${kind(0)}">${content(first ?? '')}</th>${rest.map(
        (cell, place) => html`<td class="${kind(place + 1)}"${rawOf(cell)}>${content(cell)}</td>`,
      )}</tr>
`,
  )}</tbody></table></div>
`;
}

const isFigure = (cell: Cell): cell is Figure => typeof cell === 'object' && 'shown' in cell;

function content(cell: Cell): Markup | number {
  if (isFigure(cell)) return isolated(cell.shown);
  return typeof cell === 'string' ? isolated(cell) : cell;
}

/** What is unknown has no raw value. */
const rawOf = (cell: Cell): Markup | null =>
  isFigure(cell) && cell.value !== null ? html` data-value="${cell.value}"` : null;

/** The numbers behind a chart, folded. */
export const dataTable = (content: Table): Markup =>
  html`<details class="data"><summary>Data table: ${isolated(content.caption)}</summary>${table(content)}</details>
`;
