import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeDataset } from '../../src/files/index.ts';
import { dedupFolder, trips } from './dedup-call.ts';

const rows = trips(30);
const copied = rows[4]!.prompt;
const unlike = 'Which vaccinations are required before a long stay in Kenya or Tanzania?';

const benchmark = [
  { id: 'b-1', prompt: unlike },
  { id: 'b-2', prompt: `${copied.toUpperCase()}!` },
  { prompt: '?!' },
  { question: 'none' },
];

test('rows that are near or share an 8-gram are told with both places, and none is dropped for it', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  folder.writeRows('bench.jsonl', benchmark);
  const alone = await folder.selection('in.jsonl', '--out', 'alone.jsonl', '--min-distance', '0.1');
  const { against, ...rest } = await folder.selection(
    ...['in.jsonl', '--out', 'k.jsonl', '--min-distance', '0.1', '--against', 'bench.jsonl'],
  );
  expect(rest).toEqual(alone);
  expect(folder.read('k.jsonl')).toBe(folder.read('alone.jsonl'));
  const [set] = against!;
  expect(set).toMatchObject({ set: 'bench.jsonl', prompts: 2, badRows: 2, threshold: 0.1, withoutWords: 0 });
  expect(set!.rows.map(({ line }) => line)).toEqual(rows.map((_, at) => at + 1));
  expect(set!.rows[4]).toMatchObject({
    id: 'q-5',
    distance: 0,
    nearest: { line: 2, id: 'b-2' },
    sharing: { line: 2, id: 'b-2' },
  });
  expect(set!.rows[4]!.shared).toBe(set!.rows[4]!.ngrams);
  const near = set!.rows.filter(({ distance }) => distance! < 0.1);
  const sharing = set!.rows.filter(({ shared }) => shared! > 0);
  const kept = folder.read('k.jsonl');
  const keptOf = (some: typeof near) => some.filter(({ id }) => kept.includes(`"id":"${id}",`)).length;
  expect(near.length).toBeGreaterThan(0);
  expect(set!.nearer).toEqual({ rows: near.length, kept: keptOf(near) });
  expect(set!.sharing).toEqual({ rows: sharing.length, kept: keptOf(sharing) });
});

test('the distance that counts as near is d_min where none is named', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  folder.writeRows('bench.jsonl', benchmark);
  folder.writeRows('other.jsonl', rows.slice(0, 3));
  const sets = ['--against', 'bench.jsonl', '--against', 'other.jsonl'];
  const { against, minDistance } = await folder.selection('in.jsonl', '--out', 'k.jsonl', ...sets);
  expect(against!.map(({ set, threshold }) => [set, threshold])).toEqual([
    ['bench.jsonl', minDistance],
    ['other.jsonl', minDistance],
  ]);
  const one = ['in.jsonl', '--out', 'k.jsonl', '--keep', '1', '--against', 'bench.jsonl'];
  expect((await folder.selection(...one)).against![0]).toMatchObject({ threshold: null, nearer: null });
  const { out } = await folder.call(one);
  expect(out).toContain(
    'against bench.jsonl (2 prompts, 2 rows there left out): distances were held against nothing',
  );
  expect(out).not.toContain(copied);
});

const item = (id: string, prompt: string, variant?: { id: string; text: string }) => ({
  ...{
    kind: 'item',
    id,
    parents: [],
    rehearsal: false,
    scenario: 'travel',
    label: 'safe',
    prompt,
    specs: [],
  },
  origin: { how: 'written', source: 'own', at: 'own#1', licence: 'CC0-1.0' },
  ...(variant && { variant: { ...variant, purpose: 'attack', generation: 0, tactics: [], checks: [] } }),
});

test('a dataset gives the prompts of its items and of their variants', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const lines = [
    item('00000000000000aa', unlike),
    item('00000000000000bb', rows[2]!.prompt, { id: '00000000000000cc', text: rows[9]!.prompt }),
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const variants = `${JSON.stringify({ id: 'x', text: rows[7]!.prompt })}\n`;
  writeDataset(folder.path('set'), {
    meta: { name: 'set' },
    files: new Map([
      ['travel/items.jsonl', text],
      ['travel/variants.jsonl', variants],
    ]),
  });
  const call = ['in.jsonl', '--out', 'k.jsonl', '--min-distance', '0.01', '--against', 'set'];
  const [set] = (await folder.selection(...call)).against!;
  expect(set).toMatchObject({ prompts: 3, nearer: { rows: 2 } });
  const file = 'travel/items.jsonl';
  expect(set!.rows[2]).toMatchObject({ distance: 0, nearest: { file, line: 2, id: '00000000000000bb' } });
  expect(set!.rows[9]).toMatchObject({ distance: 0, nearest: { file, line: 2, id: '00000000000000cc' } });

  appendFileSync(folder.path('set', file), '\n');
  const { status, note } = await folder.call(call);
  expect([status, note]).toEqual([2, expect.stringContaining('was changed since the dataset was written')]);
});

test('an embedder fitted to the file embeds the other set as well', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  folder.writeRows('bench.jsonl', benchmark);
  const call = ['in.jsonl', '--out', 'k.jsonl', '--embedder', 'hashing/fitted', '--against', 'bench.jsonl'];
  const document = await folder.selection(...call);
  expect(document.embedder).toMatch(/^hashing\/words-chars-512-idf-[0-9a-f]{16}@2$/);
  expect(document.against![0]!.rows[4]).toMatchObject({ distance: 0, nearest: { line: 2 } });
});
