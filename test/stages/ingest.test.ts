import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Item, Label, Lead } from '../../src/core/entity.ts';
import type { Quota } from '../../src/core/scenario.ts';
import { ingest, readLeads } from '../../src/stages/index.ts';
import { askWith, scenario, settingWith, source } from './support.ts';

const root = mkdtempSync(join(tmpdir(), 'specloom-ingest-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const quota = (label: Label, from = 'notes', count = 5): Quota => ({
  scenario: 'museum',
  label,
  source: from,
  count,
});

async function leadsOf(text: string, quotas: readonly Quota[], extra: Parameters<typeof source>[0] = {}) {
  writeFileSync(join(root, 'notes.csv'), text);
  const sources = [{ ...source(extra), file: 'notes.csv', read: {} }];
  const leads = await readLeads({ root, scenarios: [scenario], quotas, sources });
  return { leads, ask: askWith(settingWith({ quotas, sources })) };
}

const rowsOf = (leads: readonly Lead[]) =>
  leads.filter((lead) => ingest.applies(lead)) as Parameters<typeof ingest.all>[0];

test('rows come in file order, broken ones included, then the cells', async () => {
  const { leads } = await leadsOf('text,n\nFirst,1\nSecond,2,3\nThird,3\n', [
    quota('unsafe'),
    quota('unsafe', 'generated'),
    quota('safe', 'generated'),
  ]);
  expect(leads.map((lead) => lead.at)).toEqual([
    'notes#2',
    'notes#3',
    'notes#4',
    'museum/unsafe/s1',
    'museum/unsafe/s2',
    'museum/unsafe/s3',
    'museum/safe',
  ]);
});

test('a source without a quota is not read, and nothing is generated without a quota', async () => {
  const { leads } = await leadsOf('text\nFirst\n', [quota('unsafe', 'generated', 0)]);
  expect(leads).toEqual([]);
});

test('each row becomes an item or leaves with its reason and its line', async () => {
  const text = 'text,kind,n\nTouch it,bad,1\n  ,bad,2\nSee it,good,3\nOdd,what,4\nshort\nOther,bad,9\n';
  const { leads, ask } = await leadsOf(text, [quota('unsafe')], {
    url: 'https://example.org/notes',
    map: { prompt: 'text', id: 'n', label: { column: 'kind', safe: ['good'], unsafe: ['bad'] } },
    where: { n: ['1', '2', '3', '4'] },
  });
  const decisions = await ingest.all(rowsOf(leads), {}, ask);
  const found = rowsOf(leads).map((lead) => decisions.get(lead.id)!);
  expect(
    found.map((decision) => [
      decision.kind,
      'reason' in decision ? decision.reason : 'code' in decision ? decision.code : '',
    ]),
  ).toEqual([
    ['turn', ''],
    ['fail', 'empty-prompt'],
    ['drop', 'label-not-wanted'],
    ['fail', 'unknown-label'],
    ['fail', 'bad-row'],
    ['drop', 'filtered-out'],
  ]);
  expect(found[4]!.note).toMatchObject({ line: 6 });
  const into = found[0]!.kind === 'turn' ? (found[0]!.into[0] as Item) : undefined;
  expect(into).toEqual({
    kind: 'item',
    scenario: 'museum',
    label: 'unsafe',
    prompt: 'Touch it',
    specs: [],
    origin: {
      how: 'raw',
      source: 'notes',
      at: 'notes#2',
      licence: 'CC0-1.0',
      url: 'https://example.org/notes',
    },
    extra: { sourceId: '1' },
  });
});

test('a limit keeps the rows of the lowest rank, and another seed keeps others', async () => {
  const text = `text\n${Array.from({ length: 40 }, (_, n) => `Row ${n}`).join('\n')}\n`;
  const { leads } = await leadsOf(text, [quota('safe')], { limit: 10 });
  const keptWith = async (seed: number) => {
    const decisions = await ingest.all(
      rowsOf(leads),
      {},
      askWith(settingWith({ seed, sources: [source({ limit: 10 })] })),
    );
    expect(
      [...decisions.values()].filter(
        (decision) => decision.kind === 'drop' && decision.reason === 'over-limit',
      ),
    ).toHaveLength(30);
    return leads.filter((lead) => decisions.get(lead.id)?.kind === 'turn').map((lead) => lead.at);
  };
  expect(await keptWith(1)).toHaveLength(10);
  expect(await keptWith(1)).toEqual(await keptWith(1));
  expect(await keptWith(1)).not.toEqual(await keptWith(2));
});

test('a mapped column that no row has is an error that names the columns there are', async () => {
  await expect(leadsOf('question,answer\nWhere?,There\n', [quota('safe')])).rejects.toThrow(
    /notes\.csv has no column `text`.*question, answer/,
  );
});

test('an empty source is an error before anything is asked', async () => {
  await expect(leadsOf('', [quota('safe')])).rejects.toThrow(/notes\.csv/);
  await expect(leadsOf('text\n', [quota('safe')])).rejects.toThrow(/has no rows/);
});

test('rows that share a line have places of their own, equal ones too', async () => {
  writeFileSync(join(root, 'one-line.json'), '[{"text":"Same"},{"text":"Same"},{"text":"Other"}]');
  const sources = [{ ...source(), file: 'one-line.json', read: {} }];
  const leads = await readLeads({ root, scenarios: [scenario], quotas: [quota('safe')], sources });
  expect(new Set(leads.map((lead) => lead.at)).size).toBe(3);
  expect(new Set(leads.map((lead) => lead.id)).size).toBe(3);
  expect(leads[0]!.at).toMatch(/^notes#\d+$/);
});

test('a large source is read whole', async () => {
  writeFileSync(join(root, 'large.csv'), `text\n${'Where?\n'.repeat(200_000)}`);
  const sources = [{ ...source(), file: 'large.csv', read: {} }];
  expect(await readLeads({ root, scenarios: [scenario], quotas: [quota('safe')], sources })).toHaveLength(
    200_000,
  );
});

test.each([
  ['where', { where: { knd: ['good'] } }],
  [
    'map.label.column',
    { map: { prompt: 'text', label: { column: 'knd', safe: ['good'], unsafe: ['bad'] } } },
  ],
  ['map.answer', { map: { prompt: 'text', answer: 'knd' } }],
  ['map.id', { map: { prompt: 'text', id: 'knd' } }],
])('a mistyped column in %s is an error that names it', async (place, extra) => {
  await expect(leadsOf('text,kind\nTouch it,bad\n', [quota('unsafe')], extra)).rejects.toThrow(
    new RegExp(`no column \`knd\` \\(${place} of source`),
  );
});

test('rows of two labels without a label column are not guessed at', async () => {
  const { leads, ask } = await leadsOf('text\nTouch it\n', [quota('unsafe'), quota('safe')]);
  const decisions = await ingest.all(rowsOf(leads), {}, ask);
  expect([...decisions.values()]).toMatchObject([{ kind: 'fail', code: 'unknown-label' }]);
});
