import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { columnAt, openRows, sniff } from '../../src/formats/index.ts';
import { rowsOf, scratch } from '../formats/scratch.ts';

const data = resolve(import.meta.dirname, '../../../shared/data');
/** Real data that is not part of the project; where it is missing there is nothing to read. */
const isMissing = !existsSync(data) && process.env.CI === undefined;

const files: readonly (readonly [name: string, rows: number, columns: number])[] = [
  ['xstest.csv', 433, 6],
  ['travelplanner.jsonl', 180, 3],
  ['clinc150.json', 23_700, 3],
  ['banking77.csv', 10_003, 2],
  ['medquad.csv', 2_066, 6],
  ['fairytaleqa.csv', 10_575, 17],
  ['roleplay.json', 3_133, 3],
  ['arena-hard-v2.jsonl', 741, 4],
  ['llmseceval.csv', 150, 12],
  ['mitre-attack.csv', 566, 8],
  ['human-eval.jsonl.gz', 164, 5],
  ['stsb-test.csv', 1_352, 3],
  ['mixed-prompts.jsonl.gz', 121_431, 4],
];

describe.skipIf(isMissing)('real data sets (skipped where ../shared/data is missing)', () => {
  test.each(files)('%s has %i good rows and no broken one', async (name, expected, columns) => {
    let rows = 0;
    let lastLine = 0;
    for await (const row of openRows(resolve(data, name))) {
      expect(row).toHaveProperty('value');
      expect(row.line).toBeGreaterThan(lastLine);
      lastLine = row.line;
      rows += 1;
    }
    expect(rows).toBe(expected);
    expect((await sniff(resolve(data, name))).columns).toHaveLength(columns);
  });

  test('intents of an object of lists can be chosen by group and position', async () => {
    const groups = new Map<string, number>();
    for await (const row of openRows(resolve(data, 'clinc150.json'))) {
      if (!('value' in row)) continue;
      const group = String(row.value.group);
      groups.set(group, (groups.get(group) ?? 0) + 1);
      expect(typeof columnAt(row.value, '0')).toBe('string');
    }
    expect(Object.fromEntries(groups)).toEqual({
      oos_val: 100,
      val: 3000,
      train: 15_000,
      oos_test: 1000,
      test: 4500,
      oos_train: 100,
    });
  });

  test('nested plans are reached by dotted path', async () => {
    for await (const row of openRows(resolve(data, 'travelplanner.jsonl'))) {
      if ('value' in row) expect(columnAt(row.value, 'plan.0.days')).toBe(1);
      break;
    }
  });

  test.each([
    ['xstest.csv', { delimiter: ',', quote: '"', header: true, lineEnds: 'lf', compression: null }],
    ['llmseceval.csv', { lineEnds: 'crlf', header: true }],
    ['stsb-test.csv', { header: false, columns: ['0', '1', '2'] }],
    ['clinc150.json', { format: 'json', shape: 'object of lists' }],
    ['roleplay.json', { format: 'json', shape: 'list' }],
    ['human-eval.jsonl.gz', { format: 'jsonl', compression: 'gzip' }],
  ])('%s is told as %j', async (name, expected) => {
    expect(await sniff(resolve(data, name))).toMatchObject({
      encoding: 'utf-8',
      encodingKnownBy: 'bytes',
      ...expected,
    });
  });

  test('the raw line separator of arena-hard-v2.jsonl survives', async () => {
    const raw = readFileSync(resolve(data, 'arena-hard-v2.jsonl'), 'utf8');
    expect(raw.split('\u2028').length).toBeGreaterThan(1);
    let found = 0;
    for await (const row of openRows(resolve(data, 'arena-hard-v2.jsonl')))
      found += JSON.stringify(row).split('\u2028').length - 1;
    expect(found).toBe(raw.split('\u2028').length - 1);
  });

  test.each(files.filter(([name]) => !name.endsWith('.gz')))(
    '%s has the same rows in gzip, under another name, and in Parquet',
    async (name) => {
      using folder = scratch();
      const path = resolve(data, name);
      const rows = await rowsOf(path);
      // Of thousands of rows, the difference would be no help to anyone.
      const isSame = (found: unknown, wanted: unknown) => JSON.stringify(found) === JSON.stringify(wanted);
      expect(isSame(await rowsOf(folder.file(`${name}.gz`, gzipSync(readFileSync(path)))), rows)).toBe(true);
      expect(isSame(await rowsOf(folder.file('data', readFileSync(path))), rows)).toBe(true);
      const values = rows.flatMap((row) => ('value' in row ? [row.value] : []));
      const back = await rowsOf(folder.file('a.parquet', asParquet(values)));
      const found = back.map((row) => ('value' in row ? row.value : row));
      expect(isSame(found, values)).toBe(true);
    },
  );
});

/** One column of JSON texts for each column, so that any value can stand in it. */
function asParquet(values: readonly JsonObject[]): Uint8Array {
  const names = Object.keys(values[0]!);
  const columnData = names.map((name) => ({
    name,
    data: values.map((value) => value[name] ?? null),
    type: 'JSON' as const,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 700 }));
}
