import { expect, test } from 'vitest';
import { dedupFolder, littleEndian, trips } from './dedup-call.ts';

const rows = trips(40);

test('protected rows stay, by ids with commas or from a file', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const free = await folder.selection('in.jsonl', '--out', 'k.jsonl');
  const ids = free.removed.slice(0, 3).map(({ id }) => String(id));
  const document = await folder.selection('in.jsonl', '--out', 'k.jsonl', '--protect', ids.join(','));
  expect(document).toMatchObject({ protected: 3, kept: 20 });
  expect(document.removed.map(({ id }) => id)).not.toEqual(expect.arrayContaining([ids[0]]));
  for (const id of ids) expect(folder.read('k.jsonl')).toContain(`"id":"${id}",`);

  folder.write('published.txt', `\n${ids.join('\r\n')}\n\n`);
  expect(await folder.selection('in.jsonl', '--out', 'k.jsonl', '--protect', 'published.txt')).toEqual(
    document,
  );
});

test('protected rows stay even where more are left than asked for', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const ids = rows.slice(0, 10).map(({ id }) => id);
  const document = await folder.selection(
    'in.jsonl',
    '--out',
    'k.jsonl',
    '--keep',
    '3',
    '--protect',
    ids.join(),
  );
  expect(document.kept).toBe(10);
  expect(
    folder
      .read('k.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual(ids);
});

test('are protected in their groups, numbers as ids too', async () => {
  using folder = dedupFolder();
  folder.writeRows(
    'in.jsonl',
    rows.map(({ prompt, from }, n) => ({ id: n, prompt, from })),
  );
  const group = ['in.jsonl', '--out', 'k.jsonl', '--group', 'from.source', '--keep', '1'];
  await folder.selection(...group, '--protect', '7,12,13');
  const ids = folder
    .read('k.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).id);
  expect(ids).toEqual(expect.arrayContaining([7, 12, 13]));
  expect(ids.length).toBeLessThanOrEqual(5);
});

test('of vectors, rows are named by index', async () => {
  using folder = dedupFolder();
  folder.write('fan.f32', littleEndian([1, 0, 0, 1, 3, 4, 4, 3]));
  const vectors = ['--vectors', 'fan.f32', '--dimensions', '2', '--keep', '3'];
  expect((await folder.call([...vectors])).out).toBe('0\n1\n3\n');
  expect((await folder.call([...vectors, '--protect', '2'])).out).toBe('0\n1\n2\n');
  for (const wrong of ['4', 'x', '1,-1']) {
    const { status, note } = await folder.call([...vectors, '--protect', wrong]);
    expect([status, note]).toEqual([2, expect.stringMatching(/there is no row ".+"; .* index, from 0 to 3/)]);
  }
});

test('names ids that no row has, and a protected row that cannot be compared', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', [...rows, { id: 'mute', prompt: '?!' }]);
  const wrong = async (protect: string) => {
    const { status, note } = await folder.call(['in.jsonl', '--out', 'k.jsonl', '--protect', protect]);
    expect(status).toBe(2);
    return note;
  };
  expect(await wrong('q-1, q-400,nobody')).toContain('no row with a text has the id "q-400", "nobody"');
  expect(await wrong('a,b,c,d,e,f,g')).toContain('"e" and 2 more');
  expect(await wrong('mute')).toContain('in.jsonl:41 is protected and has no features to compare');
  expect(await wrong(' , ')).toContain('--protect: expected ids with commas between them');
  folder.write('empty.txt', '\n');
  expect(await wrong('empty.txt')).toContain('empty.txt names no id');
  expect(folder.files()).toEqual(['empty.txt', 'in.jsonl']);
});
