/** A number as it is, or a text; null is an empty cell. */
export type CsvCell = string | number | null;

/** Spreadsheets take a text for a formula by its first sign, in the wide forms of other scripts, too. */
const formula = /^\s*[=+\-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}]|^[\t\r]/u;

const number = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/**
 * Rows as CSV (RFC 4180, lines end in CR LF). A text that a spreadsheet would take for a formula has an apostrophe
 * put before it; a number is left as it is.
 */
export const csvOf = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');

function cellOf(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) && !number.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A name for a file from words: letters and digits of any script, all else a hyphen. */
export const fileName = (...words: readonly string[]): string =>
  `${
    words
      .join(' ')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'table'
  }.csv`;
