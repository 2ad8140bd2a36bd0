import { delimitedRows, dialectOf, writeDelimited } from './delimited.ts';
import type { Format } from './format.ts';

/** Delimited text: comma, semicolon, tab or bar. Any text can be read as it, so it is asked last. */
export const csv: Format = {
  name: 'csv',
  extensions: ['csv'],
  looksLike: () => true,
  dialect: dialectOf,
  rows: delimitedRows,
  write: (records) => writeDelimited(records, ','),
};
