import { beforeAll, describe, expect, test } from 'vitest';
import { type ReportData, renderReport } from '../../src/report/index.ts';
import { captionsOf, part, row, rowsOf } from './read-page.ts';
import { several } from './several.ts';

const percent = (rate: number | null): string =>
  rate === null ? 'unknown' : `${(rate * 100).toFixed(1)}\u{A0}%`;
const labelOf = ({ comparison }: ReportData, name: string): string =>
  `${comparison!.ranking.findIndex((each) => each.name === name) + 1} ${name}`;

describe('a report of several evaluations', () => {
  const drawn = several({ models: 4, rows: 60, scenarios: ['travel', 'library', 'museum'], both: true });
  const data = { ...drawn, attack: null };
  let page: string;

  beforeAll(async () => {
    page = await renderReport(data);
  }, 60_000);

  test('has the parts that compare, and its contents name those that are there', () => {
    const ids = [...page.matchAll(/<section id="(\w+)"/g)].map((match) => match[1]);
    expect(ids).toEqual([
      ...[
        'leaderboard',
        'differences',
        'splits',
        'scenarios',
        'changes',
        'alphas',
        'verdicts',
        'effort',
        'judges',
      ],
      ...['trust', 'people', 'coverage', 'funnel', 'attack', 'method', 'items'],
    ]);
    expect([...page.matchAll(/<li><a href="#(\w+)"/g)].map((match) => match[1])).toEqual(ids);
  });

  test('skips no level of headings, and scopes every header cell', () => {
    const levels = [...page.matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    expect(page.match(/<th\b[^>]*>/g)!.filter((each) => !/ scope="(row|col)"/.test(each))).toEqual([]);
  });

  test('has a data table for every figure', () => {
    const ids = [
      'leaderboard',
      'differences',
      'splits',
      'scenarios',
      'changes',
      'alphas',
      'verdicts',
      'effort',
    ];
    for (const id of [...ids, 'judges', 'trust', 'people']) {
      expect(part(page, id)).toMatch(/<figure/);
      expect(part(page, id)).toMatch(/<details class="data"><summary>Data table: /);
    }
  });

  test('ranks models by SAR as the comparison does, with the ranks that are open', () => {
    const rows = rowsOf(part(page, 'leaderboard'), 'Leaderboard: ');
    expect(rows.map(([label]) => label)).toEqual(
      data.comparison!.ranking.map(({ name }, at) => `${at + 1} ${name}`),
    );
    for (const [at, { sar, ranks }] of data.comparison!.ranking.entries()) {
      expect(rows[at]![2]).toContain(percent(sar));
      expect(rows[at]![1]).toBe(ranks[0] === ranks[1] ? String(ranks[0]) : `${ranks[0]} to ${ranks[1]}`);
    }
  });

  test('gives means by kind and openness over the models of each group', () => {
    const open = data.evaluations.filter(({ openness }) => openness === 'open');
    const mean = open.reduce((sum, { summary }) => sum + summary.macro.all!.sar.value!, 0) / open.length;
    const cells = row(part(page, 'leaderboard'), 'Mean over the models', 'open');
    expect(cells[0]).toBe('2');
    expect(cells[1]).toContain(percent(mean));
  });

  test('gives every pair with difference, interval and corrected p, and stars what is clear', () => {
    const section = part(page, 'differences');
    const pairs = rowsOf(section, 'Differences of all pairs');
    expect(pairs).toHaveLength(data.comparison!.differences.length);
    const matrix = rowsOf(section, 'Differences of SAR: row less column');
    const stars = matrix.flat().filter((cell) => cell.endsWith('*')).length;
    const clear = data.comparison!.differences.filter(
      ({ measure, pHolm }) => measure === 'sar' && pHolm! < 0.05,
    ).length;
    expect(clear).toBeGreaterThan(0);
    expect(stars).toBe(2 * clear);
    expect(section).toContain(`${(data.comparison!.detectable.sar! * 100).toFixed(1)} points of SAR`);
  });

  test('states mean, standard deviation and standard error over models', () => {
    const values = data.evaluations.map(({ summary }) => summary.macro.unsafe!.sar.value!);
    const mean = values.reduce((sum, value) => sum + value, 0) / 4;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3);
    const found = rowsOf(part(page, 'splits'), 'Scores by split over models').find(
      ([split, score]) => split === 'unsafe' && score === 'SAR',
    )!;
    expect(found.slice(2, 6)).toEqual([
      '4',
      percent(mean),
      (deviation * 100).toFixed(1),
      (deviation * 50).toFixed(1),
    ]);
  });

  test('draws a radar and bars for each model, and tables what is in them', () => {
    const section = part(page, 'scenarios');
    expect(section.match(/<div class="small">/g)).toHaveLength(8);
    const { name, summary } = data.evaluations[2]!;
    const { sar } = summary.scenarios[1]!.splits.all!;
    const cells = rowsOf(section, 'Scores by scenario and model').filter(
      ([label, scenario]) => label === labelOf(data, name) && scenario === summary.scenarios[1]!.scenario,
    );
    expect(cells).toHaveLength(1);
    expect(cells[0]![2]).toBe(percent(sar.value));
  });

  test('tells what tactics change, model by model', () => {
    const { name, summary } = data.evaluations[0]!;
    const { sar, pairs } = summary.changes[0]!.macro;
    const cells = row(
      part(page, 'changes'),
      'Scores before and after, original to unsafe',
      labelOf(data, name),
    );
    expect(cells.slice(0, 3)).toEqual([String(pairs), percent(sar.before), percent(sar.after)]);
  });

  test('sweeps α for every model', () => {
    const { name, summary } = data.evaluations[1]!;
    const cells = row(part(page, 'alphas'), 'SAR by model and α', labelOf(data, name));
    expect(cells).toEqual(summary.alphas.map(({ all }) => percent(all)));
  });

  test('adds up verdicts over models, and has those of each', () => {
    const [first] = rowsOf(part(page, 'verdicts'), 'Verdicts by spec of library');
    const counts = data.evaluations.map(
      ({ summary }) => summary.scenarios.find(({ scenario }) => scenario === 'library')!.specs[0]!.counts,
    );
    expect(first![2]).toBe(String(counts.reduce((sum, { YES }) => sum + YES, 0)));
    const [{ YES, NO, NA, unscored }] = [
      counts[data.evaluations.findIndex(({ name }) => name === data.comparison!.ranking[0]!.name)]!,
    ];
    expect(first![7]).toBe([YES, NO, NA, unscored].join(' / '));
  });

  test('tells tokens of an answer with their interval, and about where some answers state none', () => {
    const cells = (name: string) => row(part(page, 'effort'), 'Effort of the subject', labelOf(data, name));
    const { name, rows, answers } = data.evaluations[1]!;
    const usages = rows.flatMap(({ usage }) => usage ?? []);
    const mean = usages.reduce((sum, { outputTokens }) => sum + outputTokens, 0) / usages.length;
    const [low, high] = answers.tokens!.output.interval!.map((end) => Math.round(end).toLocaleString('en'));
    expect(cells(name)[1]).toBe(`${Math.round(mean).toLocaleString('en')} (${low}–${high})`);
    expect(cells(data.evaluations[3]!.name)[1]).toMatch(/^about /);
    expect(cells(name)[4]).toBe('unknown');
  });

  test('names the models that no other beats in tokens and SAR', () => {
    const rows = rowsOf(part(page, 'effort'), 'SAR against output tokens');
    const best = labelOf(data, data.comparison!.ranking[0]!.name);
    expect(rows.find(([label]) => label === best)!.at(-1)).toBe('yes');
    expect(rows).toHaveLength(4);
  });

  test('shows both judges of every model, with ranks, and unknown where one has no SAR', () => {
    const [pair] = data.judges;
    const rows = rowsOf(part(page, 'judges'), 'Scores by acme/judge-1');
    const cells = rows.find(([label]) => label === labelOf(data, pair!.models[0]!.name))!;
    expect(cells.slice(1, 3)).toEqual(pair!.models[0]!.sar.map(percent));
    const without = rows.find(([label]) => label === labelOf(data, pair!.models[3]!.name))!;
    expect(without[2]).toBe('unknown');
    expect(without.at(-1)).toBe('unranked');
    expect(part(page, 'judges')).toContain('0.90 (0.80 to 0.94), p 0.037');
  });

  test('says spec by spec how far the judge can be trusted, and that nothing was planted', () => {
    const section = part(page, 'trust');
    const rows = rowsOf(section, 'Probes by spec');
    expect(rows).toHaveLength(data.trust[0]!.specs.length);
    expect(rows[4]!.slice(3, 6)).toEqual(['none', 'unknown', 'unknown']);
    expect(rows[2]![3]).toBe('3 of 10');
    expect(section).toContain(data.trust[0]!.remarks[0]!);
    expect(captionsOf(section)).toContain(
      'Votes that differ from the majority of their judge, and agreement of panels (Krippendorff’s alpha)',
    );
  });

  test('sets corrected scores beside those of the judge and of the labels, with widths', () => {
    const section = part(page, 'people');
    const rows = rowsOf(section, 'Scores of judge, of labels');
    expect(rows).toHaveLength(9);
    expect(rows[0]!.slice(3, 9)).toEqual([
      ...[percent(0.55), `${percent(0.49)} (43.0–55.0\u{A0}%)`, '12.0'],
      ...[`${percent(0.5)} (47.0–53.0\u{A0}%)`, '6.0', '−5.0'],
    ]);
    expect(section).toContain('0.72 (0.68 to 0.76)');
  });

  test('says nothing of protocols that are alike and are the paper’s', () => {
    expect(part(page, 'method')).not.toMatch(/What was not alike|Not the paper/);
  });

  test('has the same bytes each time, and one script of its own', async () => {
    expect(await renderReport(data)).toBe(page);
    expect(page.match(/<script>/g)).toHaveLength(1);
  });
});
