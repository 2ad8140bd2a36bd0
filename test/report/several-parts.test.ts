import { describe, expect, test } from 'vitest';
import { type ReportData, type ReportEvaluation, renderReport } from '../../src/report/index.ts';
import { hostileSeveral } from './hostile.ts';
import { part, rowsOf } from './read-page.ts';
import { several } from './several.ts';

describe('parts that need more than there is', () => {
  const changed = (
    data: ReportData,
    change: (each: ReportEvaluation, at: number) => Partial<ReportEvaluation>,
  ) => ({
    ...data,
    evaluations: data.evaluations.map((each, at) => ({ ...each, ...change(each, at) })),
  });
  const two = several({ models: 2, rows: 24, scenarios: ['travel'], judged: false });

  test('are left out: one scenario, one form of each item, no tokens, no judge beside, no people', async () => {
    const silent = changed(two, ({ answers }) => ({
      effort: { respond: null, judge: null },
      answers: { ...answers, stated: 0, tokens: null },
      votes: null,
    }));
    const page = await renderReport({ ...silent, comparison: null });
    for (const id of ['differences', 'scenarios', 'changes', 'effort', 'judges', 'trust', 'people'])
      expect(page).not.toMatch(new RegExp(`id="${id}"|href="#${id}"`));
    expect(part(page, 'leaderboard')).toContain('1 acme/assistant-2');
  });

  test('call a score unknown that nobody knows, rank its model last, and draw no point for it', async () => {
    const page = await renderReport({
      ...changed(two, ({ summary }, at) => (at === 0 ? { summary: { ...summary, macro: {} } } : {})),
      comparison: null,
    });
    const rows = rowsOf(part(page, 'leaderboard'), 'Leaderboard: ');
    expect(rows[1]!.slice(0, 3)).toEqual(['2 acme/assistant-2', 'unknown', 'unknown']);
    expect(rows[1]).not.toContain('0.0\u{A0}%');
    expect(part(page, 'leaderboard')).toContain('Not drawn, for want of a score: 1.');
  });

  test('name what departs from the paper, and whose protocol differs', async () => {
    const page = await renderReport(
      changed(two, ({ summary, protocol }, at) =>
        at === 0
          ? {
              summary: { ...summary, options: { ...summary.options, na: 'count' } },
              protocol: [...protocol, 'the judge is told which prompts are unsafe'],
            }
          : {},
      ),
    );
    const method = part(page, 'method');
    expect(method).toContain('Not the paper’s protocol');
    expect(method).toContain('NA counts in the denominator');
    expect(method).toMatch(
      /What was not alike[\s\S]*acme\/assistant-2[\s\S]*is told which prompts are unsafe/,
    );
  });
});

describe('hostile names', () => {
  test('of models, judges, families and specs are escaped in tables and charts', async () => {
    const page = await renderReport(hostileSeveral());
    expect(page.replace(/<script type="application\/gzip"/g, '').match(/<script/gi)).toHaveLength(1);
    expect(page).not.toMatch(/<img|onerror="|onclick='|<template|<b>|<!--/);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page).not.toMatch(/[^\P{Cc}\n\t]/u);
  });
});
