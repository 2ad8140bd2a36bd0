import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { columnAt, openRows, sniff } from '../../src/formats/index.ts';

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
});
