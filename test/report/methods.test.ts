import { beforeAll, describe, expect, test } from 'vitest';
import type { ReportData } from '../../src/report/index.ts';
import { rankedModels } from '../../src/report/ranked.ts';
import { effort } from '../../src/report/sections/effort/index.ts';
import { methodsSample, sevenMethods } from './methods-sample.ts';
import { captionsOf, row, rowsOf } from './read-page.ts';

const percent = (rate: number): string => `${(rate * 100).toFixed(1)}\u{A0}%`;
const points = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value * 100).toFixed(1)}`;

/** The section that tells of methods. Drawing the rest of a page takes long. */
const sectionOf = async (data: ReportData): Promise<string> => `${await effort(rankedModels(data), data)}`;

/** SAR of one evaluation less that of another, as the comparison has it. */
function lessOf({ comparison }: ReportData, a: string, b: string) {
  const found = comparison!.differences.find(
    (each) => each.measure === 'sar' && [each.a, each.b].includes(a) && [each.a, each.b].includes(b),
  )!;
  const sign = found.a === a ? 1 : -1;
  const ends = found.interval!.map((end) => sign * end).sort((one, other) => one - other);
  return { value: sign * found.value!, interval: ends.map(points).join(' to '), pHolm: found.pHolm! };
}

describe('a report of methods', () => {
  const subject = 'lakeside/ferry-8b';
  const methods = [
    ...['vanilla', 'best-of-n', 'align3', 'align3-behavior', 'align3-none'],
    ...['vanilla-within-2000', 'align3-turns-within-2000'],
  ];
  const drawn = methodsSample({ rows: 40, scenarios: ['travel'], methods });
  const more = { name: `${subject} (align3)`, vanilla: subject };
  const tokens = { input: null, output: { value: 400.4, interval: [-3.2, 803.9] } } as const;
  const data: ReportData = { ...drawn, attack: null, methods: [{ ...more, tokens }] };
  const unstated = data.evaluations.find(({ method }) => method === 'best-of-n')!;
  const nameOf = (method: string): string => (method === 'vanilla' ? subject : `${subject} (${method})`);
  let section: string;

  beforeAll(async () => {
    const evaluations = data.evaluations.map((each) =>
      each === unstated ? { ...each, answers: { ...each.answers, stated: 0, tokens: null } } : each,
    );
    section = await sectionOf({ ...data, evaluations });
  });

  test('holds each method against vanilla, item by item, within the same budget', () => {
    const rows = rowsOf(section, `Methods of ${subject}: scores`);
    expect(rows[0]!.slice(0, 5)).toEqual(['vanilla', expect.any(String), '–', '–', '–']);
    for (const [method, base] of [
      ['align3', 'vanilla'],
      ['align3-turns-within-2000', 'vanilla-within-2000'],
    ] as const) {
      const found = lessOf(data, nameOf(method), nameOf(base));
      const cells = rows.find(([first]) => first === method)!;
      expect(cells.slice(2, 4)).toEqual([points(found.value), found.interval]);
      expect(cells[4]).toBe(found.pHolm < 0.001 ? 'below 0.001' : found.pHolm.toFixed(3));
    }
  });

  test('gives tokens of an answer with their interval, beside those of vanilla, and never 0 for unknown', () => {
    const cells = (method: string) => row(section, `Methods of ${subject}: tokens`, method);
    const { output } = data.evaluations.find(({ method }) => method === 'align3')!.answers.tokens!;
    const [low, high] = output.interval!.map((end) => Math.round(end).toLocaleString('en'));
    expect(cells('align3').slice(0, 2)).toEqual([
      `${Math.round(output.value).toLocaleString('en')} (${low}–${high})`,
      '+400 (−3 to +804)',
    ]);
    expect(cells('best-of-n').slice(0, 3)).toEqual(['unknown', 'unknown', 'unknown']);
    const points = rowsOf(section, 'SAR against output tokens');
    expect(points.map(([label]) => label!.replace(/^\d+ /, ''))).not.toContain(nameOf('best-of-n'));
    expect(section).toContain('Not drawn, for want of tokens or SAR: 1.');
  });

  test('counts answers that were cut off, and those without an answer', () => {
    const { rows } = data.evaluations.find(({ method }) => method === 'align3')!;
    const cut = rows.filter(({ steps }) => steps.some((step) => step.cut)).length;
    const without = rows.filter(({ response }) => response === null).length;
    expect(cut).toBeGreaterThan(0);
    expect(row(section, `Methods of ${subject}: tokens`, 'align3').slice(-2)).toEqual(
      [cut, without].map((part) => `${part} of 40 (${percent(part / 40)})`),
    );
  });

  test('has the eight combinations of steps with check marks, and says which were not evaluated', () => {
    const rows = rowsOf(section, `Steps of align3, ${subject}`);
    expect(rows.map((cells) => cells.slice(0, 4))).toEqual([
      ['none', '–', '–', '–'],
      ['behavior', '✓', '–', '–'],
      ['safety', '–', '✓', '–'],
      ['audit', '–', '–', '✓'],
      ['behavior + safety', '✓', '✓', '–'],
      ['behavior + audit', '✓', '–', '✓'],
      ['safety + audit', '–', '✓', '✓'],
      ['all', '✓', '✓', '✓'],
    ]);
    expect(rows.map((cells) => cells[4] === 'not evaluated')).toEqual([
      ...[false, false, true, true],
      ...[true, true, true, false],
    ]);
    const found = lessOf(data, nameOf('align3-behavior'), nameOf('align3-none'));
    expect(rows[1]![5]).toBe(points(found.value));
    expect(captionsOf(section).filter((caption) => caption.startsWith('Steps of'))).toHaveLength(1);
  });

  test('says what a budget is, and that turns are not the paper’s form', () => {
    expect(section).toMatch(/Token budget: where a label ends in within-N/);
    expect(section).toMatch(/Not the paper’s form: align3-turns-within-2000 /);
  });

  test('draws a series for each subject, with its methods by name', () => {
    const figure = /<figure>[\s\S]*?<\/figure>/.exec(section)![0];
    expect(figure).toContain(`<bdi>${subject}</bdi>`);
    expect(figure).toMatch(/>align3-behavior<\/text>/);
    expect(figure).not.toMatch(/>\d+ lakeside/);
  });
});

describe('a report of methods of several subjects', () => {
  test('draws each subject apart, too, where all names together would cover each other', async () => {
    const subjects = ['acme/one', 'acme/two'];
    const section = await sectionOf(
      methodsSample({ rows: 6, scenarios: ['travel'], methods: sevenMethods.slice(1), subjects }),
    );
    const titles = [...section.matchAll(/<figcaption><strong>([^<]*)</g)].map(([, title]) => title);
    expect(titles).toEqual([
      'SAR against tokens',
      expect.stringMatching(/: acme\/(one|two)$/),
      expect.stringMatching(/: acme\/(one|two)$/),
    ]);
  });

  test('has neither table without a second method, and tells a budget that all share', async () => {
    const alone = methodsSample({ rows: 12, scenarios: ['travel'], methods: ['align3-within-500'] });
    const section = await sectionOf(alone);
    expect(section).toContain('Token budget: one answer might take at most 500 tokens');
    expect(captionsOf(section).filter((caption) => /^(Methods|Steps) of/.test(caption))).toEqual([]);
    const [cells] = rowsOf(section, 'Effort of the subject');
    expect(cells![1]).toBe('align3-within-500');
  });
});
