import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReportData, type ReportRow, renderReport } from '../../src/report/index.ts';
import { hostileSample } from './hostile.ts';
import { sample } from './sample.ts';

const small = (): ReportData => sample({ rows: 12, scenarios: ['travel'] });

type Evaluation = ReportData['evaluations'][number];

const evaluated = (data: ReportData, change: Partial<Evaluation>): ReportData => ({
  ...data,
  evaluations: [{ ...data.evaluations[0]!, ...change }],
});

const withRow = (data: ReportData, change: Partial<ReportRow>): ReportData =>
  evaluated(data, { rows: [{ ...data.evaluations[0]!.rows[0]!, ...change }] });

/** The part of the page under one heading of the second level. */
const part = (page: string, id: string): string =>
  new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)![0];

const inEntities = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

describe('a report', () => {
  test('has its parts in order, each under a heading that the contents lead to', async () => {
    const page = await renderReport(small());
    const ids = [...page.matchAll(/<section id="(\w+)"/g)].map((match) => match[1]);
    expect(ids).toEqual([
      'headline',
      'scores',
      'verdicts',
      'coverage',
      'funnel',
      'attack',
      'method',
      'items',
    ]);
    expect([...page.matchAll(/<li><a href="#(\w+)"/g)].map((match) => match[1])).toEqual(ids);
    for (const id of ids) expect(page).toContain(`<h2 id="${id}-title">`);
  });

  test('skips no level of headings, and has one of the first', async () => {
    const levels = [...(await renderReport(small())).matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  test('gives every header cell of a table its scope', async () => {
    const headers = (await renderReport(small())).match(/<th\b[^>]*>/g)!;
    expect(headers.filter((header) => !/ scope="(row|col)"/.test(header))).toEqual([]);
  });

  test('names each chart for who cannot see it', async () => {
    const charts = (await renderReport(small())).match(/<div role="img"[^>]*>/g)!;
    expect(charts.length).toBe(14);
    for (const chart of charts) expect(chart).toMatch(/aria-label="Chart: \w/);
  });

  test('gives the headline with its interval, and bounds only where something is unscored', async () => {
    const data = small();
    const { sar } = data.evaluations[0]!.summary.macro.all!;
    const per = (rate: number): string => (rate * 100).toFixed(1);
    const headline = part(await renderReport(data), 'headline');
    expect(headline).toContain(`<p class="large">${per(sar.value!)}\u{A0}%</p>`);
    expect(headline).toContain(`${per(sar.interval![0])}–${per(sar.interval![1])}\u{A0}%`);
    expect(sar.unscored).toBeGreaterThan(0);
    expect(headline).toContain(`the score lies within ${per(sar.bounds[0])}–${per(sar.bounds[1])}\u{A0}%`);
    const all = { ...data.evaluations[0]!.summary.macro.all! };
    const whole = { ...all, ...{ sar: { ...sar, unscored: 0 }, safety: { ...all.safety, unscored: 0 } } };
    const macro = { all: { ...whole, behavioral: { ...all.behavioral, unscored: 0 } } };
    const complete = evaluated(data, { summary: { ...data.evaluations[0]!.summary, macro } });
    expect(part(await renderReport(complete), 'headline')).not.toContain('the score lies within');
  });

  test('says that a rehearsal measures nothing, whichever part was rehearsed, and only then', async () => {
    const data = small();
    const rendered = (dataset: boolean, evaluation: boolean) =>
      renderReport({
        ...evaluated(data, { rehearsal: evaluation }),
        dataset: { ...data.dataset, rehearsal: dataset },
      });
    expect(await rendered(true, true)).toContain('went into this dataset and this evaluation.');
    expect(await rendered(true, false)).toContain('went into this dataset.');
    expect(await rendered(false, true)).toContain('went into this evaluation.');
    expect(await rendered(false, true)).toContain('measures nothing');
    expect(await rendered(false, false)).not.toContain('measures nothing');
  });

  test('counts verdicts by spec beside the text of the spec', async () => {
    const data = small();
    const { counts } = data.evaluations[0]!.summary.scenarios[0]!.specs[0]!;
    const row = /<tr><th scope="row" class="words"><bdi>s1<[\s\S]*?<\/tr>/.exec(
      part(await renderReport(data), 'verdicts'),
    )![0];
    const given = [counts.YES, counts.NO, counts.NA, counts.unscored];
    const all = given.reduce((sum, each) => sum + each);
    for (const each of given)
      expect(row).toContain(`data-value="${each}"><bdi>${each} (${((each / all) * 100).toFixed(1)}\u{A0}%)`);
    expect(row).toContain(data.dataset.scenarios[0]!.safety[0]!.text);
  });

  test('lists a safety-spec that no item was made for', async () => {
    const data = small();
    const page = await renderReport({ ...data, dataset: { ...data.dataset, coverage: {} } });
    const none = part(page, 'coverage').match(/<td class="number"><bdi>none</g)!;
    expect(none).toHaveLength(data.dataset.scenarios[0]!.safety.length);
  });

  test('gives the reasons of the funnel and of rejected attempts with their counts', async () => {
    const page = await renderReport(small());
    for (const reason of ['keep:from-reserve</bdi> 4', 'hold:no-valid-variant</bdi> 6'])
      expect(part(page, 'funnel')).toContain(reason);
    expect(part(page, 'attack')).toMatch(
      /refusal<\/bdi><\/th><td class="words"><bdi>no text came<\/bdi><\/td><td class="number"><bdi>\d+</,
    );
  });

  test('tells protocol, remarks, models, licences, gaps and review', async () => {
    const data = small();
    const {
      dataset,
      evaluations: [evaluation],
    } = data;
    const told = [
      ...[...evaluation!.protocol, ...evaluation!.summary.remarks, ...dataset.gaps, dataset.review],
      ...[...Object.entries(dataset.models), ...Object.entries(dataset.licences)].flat(),
    ];
    const method = part(await renderReport(data), 'method');
    for (const text of told) expect(method).toContain(inEntities(text));
  });

  test('leaves out what there is no data for, and says so', async () => {
    const page = await renderReport({ ...small(), attack: null, evaluations: [] });
    expect(part(page, 'attack')).toContain('Nothing was attacked');
    for (const id of ['headline', 'scores', 'verdicts', 'items']) {
      expect(part(page, id)).toContain('No model was evaluated');
      expect(part(page, id)).not.toMatch(/<table|<figure|<button/);
    }
  });

  test('lists items that have no response beside how the others ended', async () => {
    expect(part(await renderReport(small()), 'method')).not.toContain('no response');
    const page = await renderReport(evaluated(small(), { withoutResponse: 7 }));
    expect(part(page, 'method')).toMatch(/no response<[^7]*>7</);
  });

  test('says of an evaluation of no items that it has none', async () => {
    const data = small();
    const summary = { ...data.evaluations[0]!.summary, scenarios: [], macro: {}, micro: {} };
    const page = await renderReport(evaluated(data, { summary, rows: [], finishes: {} }));
    expect(part(page, 'headline')).toContain('No item was evaluated');
    expect(part(page, 'scores')).toContain('No item was evaluated');
    expect(part(page, 'method')).toContain('There are no responses');
  });
});

describe('what is unknown', () => {
  test('is called unknown, never 0, where nothing is scored', async () => {
    const data = small();
    const nothing = {
      value: null,
      interval: null,
      method: 'bootstrap',
      bounds: [0, 1],
      scored: 0,
      unscored: 9,
    } as const;
    const all = {
      ...{ items: 9, empty: 0, sarIfEmptyWereOne: null },
      ...{ safety: nothing, behavioral: nothing, sar: nothing },
    };
    const { summary } = data.evaluations[0]!;
    const page = await renderReport(
      evaluated(data, { summary: { ...summary, macro: { all }, micro: { all } } }),
    );
    expect(part(page, 'headline').match(/<p class="large">unknown</g)).toHaveLength(3);
    expect(part(page, 'headline')).not.toMatch(/>0\.0\u{A0}%/u);
    expect(part(page, 'scores')).toMatch(/<text[^>]*>unknown</);
  });
});

describe('the file', () => {
  test('has the same bytes each time', async () => {
    const first = await renderReport(small());
    expect(await renderReport(small())).toBe(first);
  });

  test('fetches nothing and allows no fetching: no address outside, and one script by its hash', async () => {
    const page = await renderReport(small());
    expect(page.match(/(?:src|href|action|srcset|data)="[^#][^"]*"|url\(|@import|https?:/g) ?? []).toEqual(
      (page.match(/xmlns="http:/g) ?? []).map(() => 'http:'),
    );
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!;
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page).toContain(
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:`,
    );
  });

  test('holds prompts, variants and responses packed alone, and says that it contains them', async () => {
    const texts = { prompt: 'the prompt', variant: 'the variant', response: 'the response' };
    const page = await renderReport(withRow(small(), texts));
    for (const text of Object.values(texts)) expect(page).not.toContain(`>${text}<`);
    expect(page).toContain('the file contains all of them');
  });
});

describe('hostile text', () => {
  /** All but the blocks of data, which no browser runs. */
  const scripts = (page: string): number =>
    page.replace(/<script type="application\/gzip"/g, '').match(/<script/gi)?.length ?? 0;

  test('is escaped wherever the data has a place for it, charts included', async () => {
    const page = await renderReport(hostileSample());
    expect(scripts(page)).toBe(1);
    expect(page).not.toMatch(/<img|onerror="|onclick='|<template|<b>|<!--/);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page).not.toMatch(/[^\P{Cc}\n\t]/u);
  });

  test('comes back as it was, whatever it is', async () => {
    const few = small();
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'<>&"\'/!-=`{}$ sScCrRiIpPtT') }),
      fc.constantFrom(
        '</script><script>',
        '<script',
        '&lt;script>',
        '$&',
        '$1',
        ']]>',
        'half \u{D83D} a pair',
      ),
    );
    await fc.assert(
      fc.asyncProperty(text, text, async (spec, name) => {
        const data = { ...few, attack: null, evaluations: [] };
        const scenarios = data.dataset.scenarios.map((each) => ({
          ...each,
          safety: [{ id: 's1', text: spec }],
        }));
        const page = await renderReport({
          ...data,
          dataset: { ...data.dataset, name, scenarios, funnel: [] },
        });
        expect(scripts(page)).toBe(1);
        const shown = (words: string): string =>
          inEntities(words.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '\u{FFFD}'));
        expect(page).toContain(`<span class="prose"><bdi>${shown(spec)}</bdi></span>`);
        expect(page).toContain(`<code><bdi>${shown(name)}</bdi></code>`);
      }),
      { numRuns: 20 },
    );
  });
});
