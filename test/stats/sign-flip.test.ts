import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { type DifferenceStratum, signFlipTest, varianceOf } from '../../src/stats/sign-flip.ts';

const stratum = (differences: readonly number[], weight = 1): DifferenceStratum => ({
  weight,
  units: differences.map((sum) => ({ sum, count: 1 })),
});
const pOf = (strata: readonly DifferenceStratum[], seed = 1) => signFlipTest(strata, { seed, key: ['test'] });
const copies = (value: number, times: number) => new Array<number>(times).fill(value);

describe('the test by turned signs', () => {
  test("finds what Fisher counted on Darwin's maize: 1,726 of 32,768", () => {
    const eighths = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
    expect(Math.abs(pOf([stratum(eighths)]) - 1726 / 32768)).toBeLessThan(0.007);
  });

  test('of answers that are right or wrong is the exact test of McNemar', () => {
    // 2 against 10 that changed: 2 · (1 + 12 + 66) / 4,096 = 0.0386; those that did not change do not matter.
    const changed = [...copies(1, 2), ...copies(-1, 10)];
    expect(Math.abs(pOf([stratum(changed)]) - 0.03857)).toBeLessThan(0.006);
    expect(Math.abs(pOf([stratum([...changed, ...copies(0, 80)])]) - 0.03857)).toBeLessThan(0.006);
  });

  test('of no difference is 1, and is never 0', () => {
    expect(pOf([stratum(copies(0, 30))])).toBe(1);
    expect(pOf([stratum([0.5, -0.5, 0])])).toBe(1);
    expect(pOf([stratum(copies(1, 300))])).toBe(1 / 10_000);
  });

  test('turns whole clusters: ten items of one cluster are one piece of evidence', () => {
    const clusters = [{ weight: 1, units: copies(0, 5).map(() => ({ sum: 10, count: 10 })) }];
    // Five clusters that all point one way: 2 / 32.
    expect(Math.abs(pOf(clusters) - 0.0625)).toBeLessThan(0.008);
    expect(pOf([stratum(copies(1, 50))])).toBeLessThan(0.001);
  });

  test('finds what points one way in many strata of one unit each, which show no spread', () => {
    const one = (value: number) => stratum([value], 0.1);
    // Ten of ten: 2 / 1,024. Nine of ten: 22 / 1,024.
    expect(Math.abs(pOf(copies(1, 10).map(one)) - 0.00195)).toBeLessThan(0.002);
    expect(Math.abs(pOf([-1, ...copies(1, 9)].map(one)) - 0.02148)).toBeLessThan(0.006);
    expect(pOf([stratum([1])])).toBe(1);
  });

  test('swapped sides and another order of strata and units give the same', () => {
    const differences = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(differences, differences, (one, other) => {
        const p = pOf([stratum(one), stratum(other)]);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(pOf([stratum(one.map((each) => -each)), stratum(other.map((each) => -each))])).toBe(p);
      }),
      { numRuns: 15 },
    );
  });

  test('another seed draws other signs', () => {
    const differences = Array.from({ length: 20 }, (_, at) => (at % 7) - 2);
    expect(pOf([stratum(differences)], 2)).not.toBe(pOf([stratum(differences)], 1));
  });

  test('keeps its level, also where strata differ in opposite ways that cancel', () => {
    const random = keyedRandom('level');
    const noise = () => random.pick([-1, -0.35, 0, 0, 0, 0.35, 1]);
    let [alike, opposite] = [0, 0];
    const runs = 60;
    for (let run = 0; run < runs; run += 1) {
      const strata = [0, 1].map(() => Array.from({ length: 20 }, noise));
      if (
        pOf(
          strata.map((each) => stratum(each)),
          run,
        ) <= 0.05
      )
        alike += 1;
      const shifted = strata.map((each, at) => stratum(each.map((value) => value + (at === 0 ? 0.6 : -0.6))));
      if (pOf(shifted, run) <= 0.05) opposite += 1;
    }
    // 5 % of 60 is 3; 9 or more come about once in 250 times.
    expect(alike).toBeLessThan(9);
    expect(opposite).toBeLessThan(9);
  });
});

test('the variance of a mean over strata adds up those of its strata', () => {
  // (1, 0, 0, −1): s² = 2/3, over 4 items 1/6; (1, 1): none. Weights ½: ¼ · 1/6.
  expect(varianceOf([stratum([1, 0, 0, -1], 0.5), stratum([1, 1], 0.5)])).toBeCloseTo(1 / 24, 12);
});
