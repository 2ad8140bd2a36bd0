import { describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import { changeChart } from '../../src/report/marks.ts';
import type { ScoreSummary } from '../../src/stats/types.ts';
import { sample } from './sample.ts';

const both = () => sample({ both: true, rows: 60 });

/** The section of a page with an id. */
const part = (page: string, id: string): string =>
  new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)![0];
/** Cells of the row that a text names, in the table with a caption. */
const row = (section: string, caption: string, name: string): string[] => {
  const table = section.slice(section.indexOf(caption));
  const found = new RegExp(`<tr><th scope="row"[^>]*><bdi>${name}</bdi></th>(.*?)</tr>`, 's').exec(
    table,
  )![1]!;
  return [...found.matchAll(/<bdi>(.*?)<\/bdi>/g)].map((match) => match[1]!);
};
const percent = (rate: number): string => `${(rate * 100).toFixed(1)}\u{A0}%`;

describe('a report of items asked in two forms', () => {
  test('tells the scores before and after, and the change with its interval', async () => {
    const data = both();
    const { macro } = data.evaluations[0]!.summary.changes[0]!;
    const section = part(await renderReport(data), 'scores');
    const [score, pairs, before, after, change] = row(
      section,
      'Scores before and after',
      'original to unsafe',
    );
    expect([score, pairs, before, after]).toEqual([
      'SAR',
      String(macro.pairs),
      percent(macro.sar.before!),
      percent(macro.sar.after!),
    ]);
    const points = (rate: number) => `${rate < 0 ? '−' : '+'}${Math.abs(rate * 100).toFixed(1)}`;
    const { value, interval } = macro.sar.change;
    expect(change).toBe(`${points(value!)} (${points(interval![0])} to ${points(interval![1])})`);
    expect(row(section, 'Scores before and after', 'safe to control')[1]).toBe('20');
    expect(row(section, 'Changes beyond controls', 'safety').at(-1)).toBe('2');
  });

  test('says what each split holds, and has the words for those alone that there are', async () => {
    const headline = part(await renderReport(both()), 'headline');
    for (const words of [
      'in the form of their variants',
      'before tactics were applied',
      'safe prompts that tactics',
    ])
      expect(headline).toContain(words);
    const plain = part(await renderReport(sample({ rows: 60 })), 'headline');
    expect(plain).toContain('in the form that the protocol names');
    expect(plain).not.toContain('tactics were applied');
  });

  test('tells nothing of changes where there are none', async () => {
    const page = await renderReport(sample({ rows: 12 }));
    expect(page).not.toContain('What tactics change');
  });

  test('says that a change is unknown, and leaves the comparison with controls out where there are none', async () => {
    const data = both();
    const unknown = { value: null, interval: null, bounds: [-1, 1] } as const;
    const none = { before: null, after: null, change: unknown, p: null, pHolm: null, scored: 0, unscored: 3 };
    const scores = { pairs: 3, empty: { before: 0, after: 0 }, safety: none, behavioral: none, sar: none };
    const changes: ScoreSummary['changes'] = [
      { from: 'original', to: 'unsafe', macro: scores, scenarios: [{ scenario: 'travel', ...scores }] },
    ];
    const summary = { ...data.evaluations[0]!.summary, changes, beyondControls: null };
    const page = await renderReport({ ...data, evaluations: [{ ...data.evaluations[0]!, summary }] });
    const section = part(page, 'scores');
    expect(row(section, 'Scores before and after', 'original to unsafe').slice(0, 5)).toEqual([
      'SAR',
      '3',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(section).not.toContain('Changes beyond controls');
  });
});

describe('a chart of changes', () => {
  const scaleOf = (value: number, interval: readonly [number, number], width = 560) => {
    const marks = [{ value, interval, bounds: null }];
    const { xAxis } = changeChart(['SAR'], [{ name: 'a', color: 'red', shape: 'star', marks }], width)
      .option as {
      xAxis: { min: number; max: number; interval: number };
    };
    return [xAxis.min, xAxis.max, xAxis.interval];
  };

  test('has 0 in its middle, and a scale that holds every interval', () => {
    expect(scaleOf(-0.02, [-0.05, 0.01])).toEqual([-10, 10, 5]);
    expect(scaleOf(-0.02, [-0.12, 0.01])).toEqual([-20, 20, 10]);
    expect(scaleOf(0.3, [0.1, 0.5])).toEqual([-50, 50, 25]);
    expect(scaleOf(-0.9, [-1, -0.7])).toEqual([-100, 100, 50]);
  });

  test('has no line between on a telephone', () => {
    expect(scaleOf(0.3, [0.1, 0.5], 340)).toEqual([-50, 50, 50]);
  });
});
