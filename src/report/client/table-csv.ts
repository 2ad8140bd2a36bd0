import { type CsvCell, csvOf, fileName } from './csv.ts';
import { button } from './dom.ts';
import { downloadCsv } from './download.ts';

/** Puts a button for its CSV behind every table that the page came with. */
export function addTableButtons(): void {
  for (const table of document.querySelectorAll('table')) {
    const caption = words(table.caption);
    const press = (): void => downloadCsv(fileName(caption), [csvOf(cellsOf(table))]);
    (table.closest('.scroll') ?? table).after(
      button('CSV', { class: 'csv', 'aria-label': `CSV: ${caption}` }, press),
    );
  }
}

/**
 * A table as rows of cells: as shown, and behind a column whose cells know their raw values (`data-value`) a
 * column of these.
 */
function cellsOf(table: HTMLTableElement): readonly (readonly CsvCell[])[] {
  const rows = [...table.rows].map((row) => [...row.cells].flatMap(spread));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const raw = Array.from({ length: width }, (_, at) => rows.some((row) => rawOf(row[at]) !== undefined));
  const heads = table.tHead?.rows.length ?? 0;
  return rows.map((row, line) =>
    raw.flatMap((known, at): readonly CsvCell[] => {
      const shown = words(row[at] ?? null);
      if (!known) return [shown];
      return [shown, line < heads ? `${shown} (raw)` : (rawOf(row[at]) ?? null)];
    }),
  );
}

/** A cell over several columns leaves those behind the first one empty. */
const spread = (cell: HTMLTableCellElement): readonly (HTMLTableCellElement | null)[] => [
  cell,
  ...Array.from({ length: cell.colSpan - 1 }, () => null),
];

const rawOf = (cell: HTMLTableCellElement | null | undefined): string | undefined => cell?.dataset.value;

/** What a cell says; the members of a list apart. */
function words(cell: HTMLElement | null): string {
  const members = [...(cell?.querySelectorAll('li') ?? [])].map((each) => plain(each.textContent));
  return members.length > 0 ? members.join('; ') : plain(cell?.textContent ?? '');
}

const plain = (text: string): string => text.replace(/[^\S\u{A0}]+/gu, ' ').trim();
