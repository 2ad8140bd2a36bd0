import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dedupReference } from '../../src/dedup/index.ts';
import { clusteredRows, naiveDedup, pack } from './support.ts';

const dimensions = 4;
const isNonZero = (row: readonly number[]) => row.some((value) => value !== 0);

/** Rows of small whole numbers: full of ties, duplicates, scaled and opposite rows. */
const tiedRows = fc.array(
  fc
    .array(fc.integer({ min: -2, max: 2 }), { minLength: dimensions, maxLength: dimensions })
    .filter(isNonZero),
  { maxLength: 16 },
);

/** Rows of any finite float32 values, the extreme ones included. */
const anyRows = fc.array(
  fc
    .array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
      minLength: dimensions,
      maxLength: dimensions,
    })
    .filter(isNonZero),
  { maxLength: 12 },
);

const clustered = fc
  .record({
    seed: fc.nat(),
    count: fc.integer({ min: 2, max: 24 }),
    clusters: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ seed, count, clusters }) => clusteredRows(seed, count, dimensions, clusters));

const someRows = fc.oneof(tiedRows, anyRows, clustered);
const keep = fc.nat({ max: 18 });

describe('the literal form', () => {
  test('agrees with an independent implementation in whole numbers, down to every note', () => {
    fc.assert(
      fc.property(someRows, keep, (rows, k) => {
        expect(dedupReference(...pack(rows, k))).toEqual(naiveDedup(rows, k));
      }),
      { numRuns: 400 },
    );
  });

  test('splits the rows into kept and removed, in the stated numbers and orders', () => {
    fc.assert(
      fc.property(someRows, keep, (rows, k) => {
        const { kept, removed } = dedupReference(...pack(rows, k));
        expect(kept).toHaveLength(Math.min(k, rows.length));
        expect(kept).toEqual(kept.toSorted((a, b) => a - b));
        expect([...kept, ...removed.map(({ index }) => index)].sort((a, b) => a - b)).toEqual([
          ...rows.keys(),
        ]);
        expect(removed.map(({ order }) => order)).toEqual(removed.map((_, at) => at + 1));
      }),
    );
  });

  test('removes pairs of growing distance, and leaves none closer than the last', () => {
    fc.assert(
      fc.property(someRows, keep, (rows, k) => {
        const { removed, minDistance } = dedupReference(...pack(rows, k));
        const distances = [...removed.map(({ distance }) => distance), minDistance].filter((d) => d !== null);
        expect(distances).toEqual(distances.toSorted((a, b) => a - b));
      }),
    );
  });

  test('keeping fewer only goes on where keeping more stopped', () => {
    fc.assert(
      fc.property(someRows, keep, (rows, k) => {
        const all = dedupReference(...pack(rows, 0)).removed;
        expect(dedupReference(...pack(rows, k)).removed).toEqual(all.slice(0, Math.max(0, rows.length - k)));
      }),
    );
  });

  test('removes all copies before anything else, and keeps the last copy of each', () => {
    const copies = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 14 });
    const axes = [
      [1, 0, 0, 0],
      [1, 2, 0, 0],
      [0, 0, 3, 1],
      [0, -1, 0, 2],
    ];
    fc.assert(
      fc.property(copies, (picks) => {
        const last = [...new Map(picks.map((axis, at) => [axis, at])).values()].sort((a, b) => a - b);
        const { kept } = dedupReference(
          ...pack(
            picks.map((axis) => axes[axis]!),
            last.length,
          ),
        );
        expect(kept).toEqual(last);
      }),
    );
  });

  test('does not depend on the order of rows that have no ties', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 2, max: 12 }), (seed, shuffle, k) => {
        const rows = clusteredRows(seed, 12, dimensions, 3);
        // With two survivors both phi are that one distance, a tie by nature; so at least two are kept.
        const order = [...rows.keys()].sort((a, b) => ((a * 7 + shuffle) % 12) - ((b * 7 + shuffle) % 12));
        const straight = dedupReference(...pack(rows, k));
        const shuffled = dedupReference(
          ...pack(
            order.map((row) => rows[row]!),
            k,
          ),
        );
        expect(shuffled.kept.map((row) => order[row]!).sort((a, b) => a - b)).toEqual(straight.kept);
        expect(shuffled.minDistance).toBe(straight.minDistance);
      }),
    );
  });

  test('does not depend on the length of rows', () => {
    fc.assert(
      fc.property(tiedRows, keep, fc.array(fc.integer({ min: -6, max: 6 })), (rows, k, powers) => {
        const scaled = rows.map((row, at) => row.map((value) => value * 2 ** (powers[at] ?? 0)));
        expect(dedupReference(...pack(scaled, k))).toEqual(dedupReference(...pack(rows, k)));
      }),
    );
  });
});
