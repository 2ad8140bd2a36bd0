import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohenKappa, type RatedPair } from '../../../src/stats/agreement/index.ts';

const words = ['YES', 'NO', 'NA'] as const;
const clusters = fc.array(
  fc.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...words)), { minLength: 1, maxLength: 6 }),
  { minLength: 2, maxLength: 25 },
);
const few = { resamples: 100 };

/** Pairs from a table of counts, each by itself. */
const pairsFrom = (table: readonly (readonly number[])[]): readonly (readonly RatedPair[])[] =>
  table.flatMap((row, one) =>
    row.flatMap((count, other) => Array.from({ length: count }, () => [[`${one}`, `${other}`] as const])),
  );

describe("Cohen's kappa", () => {
  test('is 0.492 for the 200 diagnoses of Cohen 1960', () => {
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    const { value, interval } = cohenKappa(pairsFrom(table), few);
    expect(value).toBeCloseTo((0.7 - 0.41) / 0.59, 12);
    // Within a percent of the large-sample standard error, 0.0499.
    expect(interval![1] - interval![0]).toBeGreaterThan(0.15);
    expect(interval![1] - interval![0]).toBeLessThan(0.25);
  });

  test('is below 0 where two raters agree less than by chance, and −1 where they always contradict', () => {
    expect(cohenKappa([[['A', 'B']], [['B', 'A']]], few).value).toBe(-1);
  });

  test('is 0 where one of them says the same throughout: that tells nothing of the other', () => {
    expect(cohenKappa([[['A', 'A']], [['A', 'B']]], few).value).toBe(0);
  });

  test('is undefined, and neither 0 nor 1, where both say one word throughout, and of nothing', () => {
    const undefinedOne = { value: null, interval: null, p: null };
    expect(cohenKappa([[['A', 'A']], [['A', 'A']]])).toEqual(undefinedOne);
    expect(cohenKappa([])).toEqual(undefinedOne);
    expect(cohenKappa([[], []])).toEqual(undefinedOne);
  });

  test('is the same whoever is named first, and in whatever order the pairs come', () => {
    fc.assert(
      fc.property(clusters, (given) => {
        const { value, interval } = cohenKappa(given, few);
        const turned = given.map((pairs) => pairs.map(([one, other]) => [other, one] as const));
        const turnedValue = cohenKappa(turned, few).value;
        if (value === null) expect(turnedValue).toBeNull();
        else expect(turnedValue).toBeCloseTo(value, 12);
        const reversed = given.toReversed().map((pairs) => pairs.toReversed());
        expect(cohenKappa(reversed, few)).toEqual({ value, interval, p: null });
      }),
      { numRuns: 50 },
    );
  });

  test('is exactly 1 for perfect agreement on more than one word', () => {
    fc.assert(
      fc.property(clusters, (given) => {
        const same = given.map((pairs) => pairs.map(([one]) => [one, one] as const));
        fc.pre(new Set(same.flat(2)).size > 1);
        expect(cohenKappa(same, few).value).toBe(1);
      }),
      { numRuns: 50 },
    );
  });

  test('has an interval around it that is never of zero width', () => {
    fc.assert(
      fc.property(clusters, (given) => {
        const { value, interval } = cohenKappa(given, few);
        fc.pre(value !== null);
        expect(interval![0]).toBeLessThan(interval![1]);
        expect(interval![0]).toBeLessThanOrEqual(value!);
        expect(interval![1]).toBeGreaterThanOrEqual(value!);
        expect(interval![0]).toBeGreaterThanOrEqual(-1);
        expect(interval![1]).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  test('that is 1 over n responses leaves room for the disagreement that n responses may have missed', () => {
    const perfect = Array.from({ length: 40 }, (_, at): RatedPair[] => [at % 2 ? ['A', 'A'] : ['B', 'B']]);
    const { value, interval } = cohenKappa(perfect, few);
    expect(value).toBe(1);
    expect(interval![0]).toBeCloseTo(1 - (1 - 0.05 ** (1 / 40)) / 0.5, 12);
    expect(interval![1]).toBe(1);
  });

  test('resamples responses, not verdicts: ten copies of a verdict in one response tell no more than one', () => {
    const one = Array.from({ length: 30 }, (_, at): RatedPair[] => [
      at % 3 ? ['A', 'A'] : ['B', at % 2 ? 'A' : 'B'],
    ]);
    const copied = one.map((pairs) => Array.from({ length: 10 }, () => pairs[0]!));
    expect(cohenKappa(copied, few).interval![0]).toBeCloseTo(cohenKappa(one, few).interval![0], 12);
    const apart = copied.flat().map((pair) => [pair]);
    const width = ({ interval }: ReturnType<typeof cohenKappa>) => interval![1] - interval![0];
    expect(width(cohenKappa(apart, few))).toBeLessThan(0.6 * width(cohenKappa(copied, few)));
  });

  test('draws by seed: the same one gives the same interval, another one another', () => {
    const given = pairsFrom([
      [20, 5],
      [3, 12],
    ]);
    expect(cohenKappa(given, { ...few, seed: 1 })).toEqual(cohenKappa(given, { ...few, seed: 1 }));
    expect(cohenKappa(given, { ...few, seed: 1 })).not.toEqual(cohenKappa(given, { ...few, seed: 2 }));
  });
});
