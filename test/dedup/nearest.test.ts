import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactDistance, exactRows } from '../../src/dedup/exact.ts';
import { distanceHistogram, nearestRows } from '../../src/dedup/index.ts';
import { clusteredRows } from './support.ts';

const coordinate = fc.integer({ min: -2, max: 2 });
const rowsOf = fc
  .array(
    fc.array(coordinate, { minLength: 3, maxLength: 3 }).filter((row) => row.some((value) => value !== 0)),
    { maxLength: 30 },
  )
  .map((rows) => new Float32Array(rows.flat()));

const engines = fc.record({
  kernel: fc.constantFrom('plain' as const, 'onnx' as const),
  blockRows: fc.integer({ min: 1, max: 9 }),
  blockColumns: fc.integer({ min: 1, max: 9 }),
});

/** Every pair looked at, in order. */
function literally(
  queries: Float32Array,
  base: Float32Array,
  compare: (row: number, other: number) => boolean,
) {
  const [from, to] = [exactRows(queries, 3), exactRows(base, 3)];
  return Array.from({ length: queries.length / 3 }, (_, row) => {
    let best = { row: -1, distance: Number.NaN };
    for (let other = 0; other < base.length / 3; other += 1) {
      const distance = exactDistance(from, row, to, other);
      if (compare(row, other) && !(distance >= best.distance)) best = { row: other, distance };
    }
    return best;
  });
}

const listed = ({ rows, distances }: { rows: Int32Array; distances: Float64Array }) =>
  Array.from(rows, (row, at) => ({ row, distance: distances[at]! }));

test('finds the nearest row of another set, the lowest of equally near ones', async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf, rowsOf, engines, async (queries, base, engine) => {
      const found = await nearestRows(queries, base, { dimensions: 3, ...engine });
      expect(listed(found)).toEqual(literally(queries, base, () => true));
    }),
  );
});

test('within one set, a row is not its own neighbour', async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf, engines, async (rows, engine) => {
      const found = await nearestRows(rows, rows, { dimensions: 3, self: true, ...engine });
      expect(listed(found)).toEqual(literally(rows, rows, (row, other) => row !== other));
    }),
  );
});

test('rows of one group are not compared', async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf, engines, async (rows, engine) => {
      const numbers = Array.from({ length: rows.length / 3 }, (_, row) => row % 3);
      const groups = { queries: numbers, base: numbers };
      const found = await nearestRows(rows, rows, { dimensions: 3, groups, ...engine });
      expect(listed(found)).toEqual(literally(rows, rows, (row, other) => row % 3 !== other % 3));
    }),
  );
});

test('refuses values that are no whole number of rows', async () => {
  const values = new Float32Array(3);
  await expect(nearestRows(values, values, { dimensions: 2 })).rejects.toThrow(
    'nearestRows: 3 values are no whole number of rows of 2 dimensions',
  );
});

test('refuses groups that do not fit, and can be stopped', async () => {
  const rows = new Float32Array(clusteredRows(1, 20, 3, 2).flat());
  const groups = { queries: [1], base: [1] };
  await expect(nearestRows(rows, rows, { dimensions: 3, groups })).rejects.toThrow(
    'groups: expected 20 and 20 numbers, got 1 and 1',
  );
  const signal = AbortSignal.abort(new Error('stopped on purpose'));
  await expect(nearestRows(rows, rows, { dimensions: 3, signal })).rejects.toThrow('stopped on purpose');
});

test('a histogram counts each distance once, its edges in the bin above, and no row without a neighbour', () => {
  const bins = distanceHistogram([0, 0.05, 0.149, 0.15, 2, 1.999, Number.NaN]);
  expect(bins).toHaveLength(40);
  expect(bins.filter(({ count }) => count > 0).map(({ from, count }) => [from, count])).toEqual([
    [0, 1],
    [0.05, 1],
    [0.1, 1],
    [0.15, 1],
    [1.95, 2],
  ]);
});
