import { delimitedRows, dialectOf, writeDelimited } from './delimited.ts';
import type { Format, ReadOptions } from './format.ts';

const withTab = (options: ReadOptions): ReadOptions => ({ delimiter: '\t', ...options });

/** Tab-separated text. */
export const tsv: Format = {
  name: 'tsv',
  extensions: ['tsv', 'tab'],
  looksLike: (sample) => /^[^\n]*\t/.test(sample.text.trimStart()),
  fitsItsName: (sample) => sample.text.includes('\t'),
  dialect: (sample, options) => dialectOf(sample, withTab(options)),
  rows: (input, options) => delimitedRows(input, withTab(options)),
  write: (records) => writeDelimited(records, '\t'),
};
