import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holm } from '../../src/stats/holm.ts';

const close = (values: readonly (number | null)[]) =>
  values.map((each) => (each === null ? null : expect.closeTo(each, 12)));

describe("Holm's correction", () => {
  test('of a textbook example multiplies by 4, 3, 2 and 1, and never falls', () => {
    // 0.005 × 4, 0.01 × 3, 0.03 × 2; 0.04 × 1 would be below the one before it.
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual(close([0.03, 0.06, 0.06, 0.02]));
  });

  test('leaves one test as it is, and what was not tested out of the count', () => {
    expect(holm([0.04])).toEqual([0.04]);
    expect(holm([null, 0.04, null, 0.03])).toEqual(close([null, 0.06, null, 0.06]));
    expect(holm([])).toEqual([]);
  });

  test('ends at 1', () => {
    expect(holm([0.5, 0.9, 0.6])).toEqual([1, 1, 1]);
  });

  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

  test('keeps the order, lowers nothing, and is at most the correction of Bonferroni', () => {
    fc.assert(
      fc.property(values, (given) => {
        const corrected = holm(given).map((each) => each!);
        for (const [at, p] of given.entries()) {
          expect(corrected[at]).toBeGreaterThanOrEqual(p);
          expect(corrected[at]).toBeLessThanOrEqual(Math.min(1, given.length * p));
          for (const [other, q] of given.entries())
            if (p < q) expect(corrected[at]).toBeLessThanOrEqual(corrected[other]!);
        }
      }),
    );
  });
});
