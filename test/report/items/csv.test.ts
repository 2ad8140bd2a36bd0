import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf, fileName } from '../../../src/report/client/csv.ts';

describe('CSV', () => {
  test('comes back cell by cell, but for the apostrophe before what looks like a formula', () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'=+-@",\r\n\t 1a') }));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const read: string[][] = parse(csvOf(rows), { record_delimiter: '\r\n' });
        for (const [line, row] of rows.entries())
          for (const [at, text] of row.entries()) expect([text, `'${text}`]).toContain(read[line]![at]);
      }),
    );
  });

  test('has no text cell that a spreadsheet would run', () => {
    for (const text of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', ' =1', '\u{FF1D}1', '\r=1'])
      expect(csvOf([[text]])).toMatch(/^"?'/);
  });

  test('leaves numbers as they are, also below zero, and what is unknown empty', () => {
    expect(csvOf([['-0.25', -0.25, '−11.2', '1e-7', null, 0, 'a "word"']])).toBe(
      '-0.25,-0.25,−11.2,1e-7,,0,"a ""word"""\r\n',
    );
  });

  test('is saved under a name made of words', () => {
    expect(fileName('Scores: before & after', '../x')).toBe('scores-before-after-x.csv');
    expect(fileName('***')).toBe('table.csv');
  });
});
