import { beforeAll, describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import { part } from './read-page.ts';
import { several } from './several.ts';

/** The raw values of the table whose caption begins with a text, row by row; undefined where a cell has none. */
function rawOf(section: string, caption: string): (number | undefined)[][] {
  const table = [...section.matchAll(/<table>[\s\S]*?<\/table>/g)]
    .map(([found]) => found)
    .find((found) => found.includes(`<bdi>${caption}`));
  if (table === undefined) throw new Error(`no table "${caption}"`);
  return [...table.slice(table.indexOf('<tbody>')).matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, line]) =>
    [...line!.matchAll(/<td([^>]*)>/g)].map(([, attributes]) => {
      const value = /data-value="([^"]*)"/.exec(attributes!)?.[1];
      return value === undefined ? undefined : Number(value);
    }),
  );
}

describe('tables of a report, saved as CSV', () => {
  const drawn = several({ models: 3, rows: 40, scenarios: ['travel', 'museum'] });
  const data = { ...drawn, attack: null };
  const ranked = data.comparison!.ranking.map(
    ({ name }) => data.evaluations.find((each) => each.name === name)!,
  );
  let page: string;

  beforeAll(async () => {
    page = await renderReport(data);
  }, 60_000);

  test('hold scores as they are, to the last digit', () => {
    const measures = ['sar', 'safety', 'behavioral'] as const;
    expect(rawOf(part(page, 'leaderboard'), 'Scores by model')).toEqual(
      ranked.map(({ summary }) =>
        measures.flatMap((measure) => [summary.macro.all![measure].value, undefined, undefined]),
      ),
    );
    expect(rawOf(part(page, 'leaderboard'), 'Leaderboard').map((row) => row[1])).toEqual(
      ranked.map(({ summary }) => summary.macro.all!.sar.value),
    );
  });

  test('hold differences and p-values as they are', () => {
    const rows = rawOf(part(page, 'differences'), 'Differences of all pairs');
    expect(rows.map((row) => [row[2], row[5], row[6]])).toEqual(
      data.comparison!.differences.map(({ value, p, pHolm }) => [value, p, pHolm]),
    );
  });

  test('hold corrected scores as they are, with those of judge and labels', () => {
    const rows = rawOf(part(page, 'people'), 'Scores of judge, of labels');
    const [first] = data.corrected;
    const sar = first!.scores.find(({ measure }) => measure === 'sar')!;
    expect([rows[0]![2], rows[0]![3], rows[0]![5], rows[0]![7]]).toEqual([
      ...[sar.judge, sar.labels.value, sar.value, sar.value - sar.judge],
    ]);
  });

  test('hold no raw value where nobody knows it', async () => {
    const [first, ...others] = data.evaluations;
    const unscored = { ...first!.summary, macro: {} };
    const open = await renderReport({
      ...data,
      evaluations: [{ ...first!, summary: unscored }, ...others],
      comparison: null,
    });
    expect(rawOf(part(open, 'leaderboard'), 'Scores by model').at(-1)).toEqual(
      Array.from({ length: 9 }, () => undefined),
    );
  });
});
