import { expect, test } from 'vitest';
import { dedup, sweep } from '../../src/dedup/index.ts';
import { clusteredRows, pack } from './support.ts';

const [vectors, { rows, dimensions }] = pack(clusteredRows(8, 120, 12, 9), 0);

test('a sweep says for each distance what a selection that stops there leaves', async () => {
  const distances = [0.3, 0, 0.02, 0.1, 2];
  const found = await sweep(vectors, { rows, dimensions, distances });
  expect(found.map((row) => row.minDistance)).toEqual(distances);
  for (const { minDistance, survivors } of found)
    expect(survivors).toBe((await dedup(vectors, { rows, dimensions, minDistance })).kept.length);
  expect(new Set(found.map((row) => row.survivors)).size).toBe(5);
});

test('names distances itself where none are named', async () => {
  const found = await sweep(vectors, { rows, dimensions });
  expect(found.length).toBeGreaterThan(8);
  expect(found.map((row) => row.survivors)).toEqual(
    found.map((row) => row.survivors).toSorted((a, b) => b - a),
  );
});
