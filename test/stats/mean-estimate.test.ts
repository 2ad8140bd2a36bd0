import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { meanEstimate, type ResponseValue } from '../../src/stats/index.ts';

const options = { seed: 7, confidence: 0.95, resamples: 400 };

const values = (count: number, ...key: readonly (string | number)[]): readonly ResponseValue[] =>
  Array.from({ length: count }, (_, at) => ({
    scenario: at % 2 === 0 ? 'travel' : 'library',
    item: String(at),
    value: 400 + Math.round(800 * keyedRandom('value', ...key, at).float()),
  }));

describe('a mean of values without a range', () => {
  test('lies within its interval, which narrows with the number of items', () => {
    const few = meanEstimate(values(20), options)!;
    const many = meanEstimate(values(500), options)!;
    const width = ({ interval }: typeof few): number => interval![1] - interval![0];
    expect(few.interval![0]).toBeLessThan(few.value);
    expect(few.interval![1]).toBeGreaterThan(few.value);
    expect(width(many)).toBeLessThan(width(few) / 3);
  });

  test('covers the true mean about as often as it says', () => {
    const covering = Array.from({ length: 200 }, (_, at) => meanEstimate(values(40, at), options)!).filter(
      ({ interval }) => interval![0] <= 800 && interval![1] >= 800,
    ).length;
    expect(covering).toBeGreaterThan(180);
    expect(covering).toBeLessThan(200);
  });

  test('is wider where the responses to an item are alike, as they are no news of other items', () => {
    const twice = values(30).flatMap((each) => [each, { ...each }]);
    const apart = twice.map((each, at) => ({ ...each, item: String(at) }));
    const width = (all: readonly ResponseValue[]): number => {
      const [low, high] = meanEstimate(all, options)!.interval!;
      return high - low;
    };
    expect(width(twice)).toBeGreaterThan(1.2 * width(apart));
  });

  test('weighs each scenario by its responses, one without any spread too', () => {
    const equal = values(10).map((each) => ({ ...each, scenario: 'a', value: 100 }));
    const spread = values(30).map((each, at) => ({ ...each, scenario: 'b', value: 1000 + at }));
    const { value, interval } = meanEstimate([...equal, ...spread], options)!;
    expect(value).toBeCloseTo((10 * 100 + 30 * 1014.5) / 40, 9);
    expect(interval![0]).toBeGreaterThan(value - 10);
    expect(interval![1]).toBeLessThan(value + 10);
    expect(interval![0]).toBeLessThan(value);
    expect(interval![1]).toBeGreaterThan(value);
  });

  test('is as wide as few items leave it open, which is wider than their own percentiles', () => {
    const four = values(4).map((each, at) => ({ ...each, scenario: 'a', value: 400 + 100 * at }));
    expect(meanEstimate(four, options)!.interval![1]).toBeGreaterThan(700);
  });

  test('has no interval where all values are equal, and is nothing where there are none', () => {
    const equal = values(9).map((each) => ({ ...each, value: 40 }));
    expect(meanEstimate(equal, options)).toEqual({ value: 40, interval: null });
    expect(meanEstimate([], options)).toBeNull();
  });

  test('does not depend on the order of values, and never begins below the least', () => {
    const value = fc.record({
      scenario: fc.constantFrom('a', 'b', 'c'),
      item: fc.constantFrom('1', '2', '3', '4'),
      value: fc.double({ min: 0, max: 50_000, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (all) => {
        const found = meanEstimate(all, options)!;
        expect(meanEstimate(all.toReversed(), options)).toEqual(found);
        if (found.interval !== null)
          expect(found.interval[0]).toBeGreaterThanOrEqual(Math.min(...all.map(({ value }) => value)));
      }),
      { numRuns: 30 },
    );
  });
});
