import { expect, test } from 'vitest';
import { dedupFolder, trips } from './dedup-call.ts';

const rows = trips(45);
const grouped = ['in.jsonl', '--out', 'k.jsonl', '--group', 'from.source'];

test('rows of one value are compared among themselves, with the share of each', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const document = await folder.selection(...grouped, '--keep', '40%');
  expect(document.groups?.map(({ group, rows, kept, dropped }) => [group, rows, kept, dropped])).toEqual([
    ['notes', 15, 6, 9],
    ['mail', 15, 6, 9],
    ['forum', 15, 6, 9],
  ]);
  const kept = folder.read('k.jsonl').trimEnd().split('\n');
  for (const { group, minDistance } of document.groups!) {
    folder.writeRows(
      'one.jsonl',
      rows.filter(({ from }) => from.source === group),
    );
    const alone = await folder.selection('one.jsonl', '--out', 'one-kept.jsonl', '--keep', '40%');
    expect(alone.minDistance).toBe(minDistance);
    expect(kept.filter((line) => JSON.parse(line).from.source === group)).toEqual(
      folder.read('one-kept.jsonl').trimEnd().split('\n'),
    );
    expect(
      document.removed
        .filter((row) => row.group === group)
        .map(({ id, partner, order }) => [id, partner?.id, order]),
    ).toEqual(alone.removed.map(({ id, partner, order }) => [id, partner?.id, order]));
  }
  expect(document.minDistance).toBe(Math.min(...document.groups!.map(({ minDistance }) => minDistance!)));
});

test('kept rows that are close across groups are told, and stay', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', [
    { id: 1, kind: 'a', prompt: 'Which trains go to Porto on Sunday?' },
    { id: 2, kind: 'a', prompt: 'Which trains go to Porto on Sunday morning?' },
    { id: 3, kind: 'b', prompt: 'Which trains go to Porto on Sunday?!' },
    { id: 4, kind: 'b', prompt: 'Which trains go to Porto on Sunday, please?' },
    { id: 5, kind: 'c', prompt: 'Is the museum of tiles open today?' },
  ]);
  const { acrossGroups, kept } = await folder.selection(
    'in.jsonl',
    '--out',
    'k.jsonl',
    '--group',
    'kind',
    '--keep',
    '100%',
  );
  expect(kept).toBe(5);
  expect(acrossGroups).toMatchObject({ checked: 4, unchecked: 1, nearer: 2 });
  expect(acrossGroups?.rows).toEqual([
    {
      line: 1,
      id: 1,
      group: 'a',
      minDistance: expect.any(Number),
      distance: 0,
      nearest: { line: 3, id: 3, group: 'b' },
    },
    {
      line: 3,
      id: 3,
      group: 'b',
      minDistance: expect.any(Number),
      distance: 0,
      nearest: { line: 1, id: 1, group: 'a' },
    },
  ]);
  const { out } = await folder.call(['in.jsonl', '--out', 'k.jsonl', '--group', 'kind', '--keep', '100%']);
  expect(out).toContain('across groups: 2 of 4 kept rows have a kept row of another group nearer');
  expect(out).toContain('1 could not be held against anything');
});

test('rows without the field are a group of their own, and unlike values are never one', async () => {
  using folder = dedupFolder();
  const values = [1, '1', null, undefined, { a: 1, b: 2 }, { b: 2, a: 1 }, 1];
  folder.writeRows(
    'in.jsonl',
    values.map((kind, n) => ({ kind, prompt: `trip number ${n} to the sea` })),
  );
  const { groups } = await folder.selection('in.jsonl', '--out', 'k.jsonl', '--group', 'kind');
  expect(groups?.map(({ group, rows }) => [group, rows])).toEqual([
    [1, 2],
    ['1', 1],
    [null, 2],
    [{ a: 1, b: 2 }, 2],
  ]);
  const { out } = await folder.call(['in.jsonl', '--out', 'k.jsonl', '--group', 'kind']);
  expect(out).toMatch(/^\(none\) +2 +1 +1 +none$/m);
});

test('a sweep adds up the groups', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const { out } = await folder.call(['in.jsonl', '--sweep', '--group', 'from.source', '--json']);
  for (const { minDistance, survivors } of JSON.parse(out).sweep) {
    const document = await folder.selection(...grouped, '--min-distance', String(minDistance));
    expect(document.kept).toBe(survivors);
  }
});

test('a field that no row has is named', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const { status, note } = await folder.call(['in.jsonl', '--out', 'k.jsonl', '--group', 'source']);
  expect(status).toBe(2);
  expect(note).toContain(
    'has no row with a value in `source`; the first row has id, from, prompt: name one with --group',
  );
  expect(folder.files()).toEqual(['in.jsonl']);
});
