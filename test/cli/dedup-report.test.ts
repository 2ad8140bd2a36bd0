import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dedupFolder, littleEndian, trips } from './dedup-call.ts';

const rows = trips(30);

test('the page tells the numbers of the document, shows no prompt, and is for its owner alone', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  folder.writeRows('bench.jsonl', rows.slice(0, 2));
  const document = await folder.selection(
    ...[
      'in.jsonl',
      '--out',
      'k.jsonl',
      '--group',
      'from.source',
      '--against',
      'bench.jsonl',
      '--report',
      'page.html',
    ],
  );
  expect(document.report).toBe('page.html');
  const page = folder.read('page.html');
  expect(statSync(folder.path('page.html')).mode & 0o777).toBe(0o600);
  for (const { prompt } of rows) expect(page).not.toContain(prompt);
  const text = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const [first] = [...document.removed].sort((a, b) => a.distance! - b.distance!);
  expect(text).toContain(`line ${first!.line}, id ${first!.id} line ${first!.partner!.line}, id`);
  expect(text).toContain(`${document.acrossGroups!.nearer} of ${document.acrossGroups!.checked} kept row`);
  expect(text).toContain('bench.jsonl');
  for (const { group } of document.groups!) expect(text).toContain(String(group));

  const { out } = await folder.call(['in.jsonl', '--out', 'k.jsonl', '--report', 'page.html']);
  expect(out).toMatch(/^kept 15 of 30 rows, .*\nreport: page\.html\n$/);
});

test('a page beside a sweep needs no output file', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const { status, out } = await folder.call(['in.jsonl', '--sweep', '--report', 'pages/one.html']);
  expect(status).toBe(0);
  expect(out).toContain('min distance  survivors');
  expect(folder.files()).toEqual(['in.jsonl', 'pages']);
  expect(folder.read('pages/one.html')).toContain('15');
});

test('of vectors, it names rows by index', async () => {
  using folder = dedupFolder();
  folder.write('fan.f32', littleEndian([1, 0, 0, 1, 3, 4, 4, 3]));
  const { status } = await folder.call([
    '--vectors',
    'fan.f32',
    '--dimensions',
    '2',
    '--keep',
    '3',
    '--report',
    'page.html',
  ]);
  expect(status).toBe(0);
  const text = folder
    .read('page.html')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  expect(text).toContain('row 2 row 3 0.0400');
});
