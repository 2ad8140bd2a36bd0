import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kendall, rankAgreement, spearman } from '../../../src/stats/agreement/index.ts';
import { normalTwoSided, studentTwoSided } from '../../../src/stats/agreement/tails.ts';

// Hollander and Wolfe 1973, chapter 8: lightness and panel scores of nine lots of canned tuna.
const lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
const panel = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];

describe('p-values of textbooks', () => {
  test.each([
    [1.959963984540054, 0.05],
    [2.5758293035489004, 0.01],
    [3.290526731491899, 0.001],
    [4.89163847569859, 1e-6],
    [0, 1],
  ])('of a normal draw beyond ±%d is %d', (z, p) => {
    expect(normalTwoSided(z)).toBeCloseTo(p, 12);
    expect(normalTwoSided(-z)).toBe(normalTwoSided(z));
  });

  test.each([
    [1, 12.706204736432095, 0.05],
    [2, 4.302652729911275, 0.05],
    [7, 2.364624251592785, 0.05],
    [8, 3.3553873313333957, 0.01],
    [30, 2.0422724563012373, 0.05],
    [5, 0, 1],
  ])("of Student's t with %d degrees of freedom beyond ±%d is %d", (freedom, t, p) => {
    expect(studentTwoSided(t, freedom)).toBeCloseTo(p, 10);
  });
});

describe("Spearman's rank correlation", () => {
  test('is −29/165 for hours of television by intelligence, with p by t', () => {
    const quotients = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    const { value, p } = spearman(quotients, hours);
    expect(value).toBeCloseTo(-29 / 165, 12);
    expect(p).toBeCloseTo(0.627188, 6);
  });

  test('is 0.6 for nine lots of tuna, with the exact p-value', () => {
    expect(spearman(lightness, panel).value).toBeCloseTo(0.6, 12);
    expect(spearman(lightness, panel).p).toBeCloseTo(0.0968, 4);
  });

  test('takes average ranks where values tie', () => {
    // Ranks 1.5 1.5 3 4 and 1 2 3.5 3.5: 4 / √(4.5 · 4.5)
    expect(spearman([1, 1, 2, 3], [5, 6, 7, 7]).value).toBeCloseTo(4 / 4.5, 12);
  });

  test('has a p-value of at least 2/n!, also where the order is the same', () => {
    const many = Array.from({ length: 12 }, (_, at) => at);
    expect(spearman(many, many).p).toBeCloseTo(2 / 479_001_600, 15);
    expect(spearman([1, 2, 3], [4, 5, 6]).p).toBeCloseTo(2 / 6, 12);
  });
});

describe("Kendall's τ-b", () => {
  test('is 4/9 for nine lots of tuna, with the exact p-value 0.1194', () => {
    expect(kendall(lightness, panel).value).toBeCloseTo(4 / 9, 12);
    expect(kendall(lightness, panel).p).toBeCloseTo(0.1194, 4);
  });

  test('has the exact p-value 0.0466 for a score of 23 over ten (Kendall 1970, table 1)', () => {
    const order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    // Eleven inversions.
    const other = [5, 1, 2, 6, 3, 4, 9, 10, 8, 7];
    const { value, p } = kendall(order, other);
    expect(value).toBeCloseTo(23 / 45, 12);
    expect(p).toBeCloseTo(0.0466, 4);
  });

  test('corrects for ties, in the value and in the normal approximation', () => {
    // Two words each: τ-b is phi, and the score's variance that of the hypergeometric distribution.
    const one = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
    const other = [0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1];
    const { value, p } = kendall(one, other);
    expect(value).toBeCloseTo(24 / 36, 12);
    expect(p).toBeCloseTo(normalTwoSided(24 / Math.sqrt((144 * 9) / 11)), 12);
    expect(kendall([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]).value).toBeCloseTo(-0.47140452, 8);
  });

  test('gives up to nine values the same p-value whether orders are tried or inversions counted', () => {
    // A tie among values far apart changes the way, and hardly the result.
    const tied = kendall([1, 2, 3, 4, 5, 6, 7, 8, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(tied.p).toBeCloseTo(4 / 362_880, 12);
  });
});

describe('rank correlations', () => {
  const lists = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { maxLength: 7 })
    .map((pairs) => [pairs.map(([one]) => one), pairs.map(([, other]) => other)] as const);

  test('are symmetric, independent of the order of pairs, and turn their sign with one side', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(spearman, kendall), ([a, b], correlation) => {
        const { value, p } = correlation(a, b);
        const others = [
          correlation(b, a),
          correlation(a.toReversed(), b.toReversed()),
          correlation(
            a,
            b.map((each) => -each),
          ),
        ];
        if (value === null) {
          for (const other of others) expect(other).toEqual({ value: null, interval: null, p: null });
          return;
        }
        for (const [at, other] of others.entries()) {
          expect(other.value).toBeCloseTo(at === 2 ? -value : value, 12);
          expect(other.p).toBeCloseTo(p!, 12);
        }
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  test('are 1 for the same order, and undefined where one side is constant or there is nothing to order', () => {
    for (const correlation of [spearman, kendall]) {
      expect(correlation([3, 1, 2], [30, 10, 20]).value).toBe(1);
      for (const [a, b] of [
        [
          [1, 2, 3],
          [4, 4, 4],
        ],
        [[1], [2]],
        [[], []],
      ] as const)
        expect(correlation(a, b)).toEqual({ value: null, interval: null, p: null });
      expect(() => correlation([1, 2], [1])).toThrow(/2 and 1 values/);
      expect(() => correlation([1, Number.NaN], [1, 2])).toThrow(/no number/);
    }
  });
});

describe('the overlap of the best', () => {
  const pairs = (others: readonly number[]) =>
    others.map((other, at) => ({ name: `m${at}`, scores: [10 - at, other] as const }));

  test('is the share of the best five that both have', () => {
    // The best of one side are m0 to m4, those of the other m1 to m5.
    expect(rankAgreement(pairs([0, 9, 8, 7, 6, 5, 4])).top5).toBe(0.8);
  });

  test('is undefined where all would be among the best', () => {
    const ten = rankAgreement(pairs([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    expect(ten).toMatchObject({ models: 10, top10: null, top5: 0 });
    expect(rankAgreement(pairs([1, 2, 3, 4, 5])).top5).toBeNull();
  });

  test('is whole where scores that tie at the border tie on both sides', () => {
    const tied = pairs([0, 0, 0, 0, 0, 0]).map(({ name }) => ({ name, scores: [1, 1] as const }));
    expect(rankAgreement(tied).top5).toBe(1);
  });
});
