import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { type RateStratum, stratifiedWilson } from '../../src/stats/stratified-wilson.ts';
import { wilson } from '../../src/stats/wilson.ts';

describe('the stratified Wilson interval', () => {
  test('of six strata with weights 1 to 6 is the one that the R package cardx has on record', () => {
    const [successes, sizes] = [
      [11, 10, 4, 8, 9, 8],
      [15, 16, 10, 11, 15, 13],
    ];
    const strata = sizes!.map((n, at) => ({ n, successes: successes![at]!, weight: at + 1 }));
    const [low, high] = stratifiedWilson(strata);
    expect(low).toBeCloseTo(0.4867191, 6);
    expect(high).toBeCloseTo(0.7186381, 6);
  });

  test('of alike strata is the mean of Wilson intervals at z / √k', () => {
    // 5 of 10 twice: z = 1.959964 / √2 = 1.385904; 0.5 ± 1.385904·√(0.25/10 + 1.920729/400) / 1.192073
    const half = (1.385904 * Math.sqrt(0.025 + 1.920729 / 400)) / 1.1920729;
    const [low, high] = stratifiedWilson([
      { successes: 5, n: 10, weight: 1 },
      { successes: 5, n: 10, weight: 1 },
    ]);
    expect([low, high]).toEqual([expect.closeTo(0.5 - half, 5), expect.closeTo(0.5 + half, 5)]);
  });

  const strata = fc.array(
    fc.integer({ min: 1, max: 400 }).chain((n) =>
      fc.record({
        n: fc.constant(n),
        successes: fc.oneof(fc.constantFrom(0, n), fc.integer({ min: 0, max: n })),
        weight: fc.double({ min: 0.1, max: 3, noNaN: true }),
      }),
    ),
    { minLength: 1, maxLength: 6 },
  );

  test('of one stratum is the Wilson interval', () => {
    fc.assert(
      fc.property(strata, ([only]) => {
        const [low, high] = wilson(only!.successes, only!.n);
        expect(stratifiedWilson([only!])).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
      }),
    );
  });

  test('holds the mean, lies from 0 to 1, and is never of zero width', () => {
    fc.assert(
      fc.property(strata, fc.constantFrom(0.5, 0.95, 0.99), (given, confidence) => {
        const whole = given.reduce((sum, { weight }) => sum + weight, 0);
        const value =
          given.reduce((sum, { successes, n, weight }) => sum + (weight * successes) / n, 0) / whole;
        const [low, high] = stratifiedWilson(given, confidence);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        expect(0 <= low && high <= 1 && high - low > 1e-5).toBe(true);
      }),
    );
  });

  test('of the failures mirrors that of the successes', () => {
    fc.assert(
      fc.property(strata, (given) => {
        const [low, high] = stratifiedWilson(given);
        const failures = given.map(({ successes, ...rest }) => ({ ...rest, successes: rest.n - successes }));
        expect(stratifiedWilson(failures)).toEqual([
          expect.closeTo(1 - high, 10),
          expect.closeTo(1 - low, 10),
        ]);
      }),
    );
  });

  test('refuses no strata and what is no rate', () => {
    expect(() => stratifiedWilson([])).toThrow('no rate over no strata');
    expect(() => stratifiedWilson([{ successes: 3, n: 2, weight: 1 }])).toThrow('3 of 2 is no rate');
  });
});

describe('in a simulation, stratified intervals of 95 % hold the true mean', () => {
  const random = keyedRandom('stratified rates');
  const drawn = (rate: number, n: number): RateStratum => {
    const successes = Array.from({ length: n }, () => random.float() < rate).filter(Boolean).length;
    return { successes, n, weight: 1 };
  };
  test.each([
    ['safe throughout', [1, 1, 1, 1, 1]],
    ['nearly always safe', [0.98, 0.98, 0.98]],
    ['as safe as not', [0.5, 0.5]],
    ['unlike each other', [1, 0.98, 0.9, 0.5, 0]],
  ])('of scenarios %s', (_, rates) => {
    const truth = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    let held = 0;
    for (let run = 0; run < 300; run += 1) {
      const [low, high] = stratifiedWilson(rates.map((rate) => drawn(rate, 60)));
      if (low <= truth + 1e-12 && truth - 1e-12 <= high) held += 1;
    }
    // 95 % of 300 is 285, give or take 11.
    expect(held).toBeGreaterThanOrEqual(274);
  });
});
