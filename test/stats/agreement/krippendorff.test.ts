import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { krippendorffAlpha, type RatedUnit } from '../../../src/stats/agreement/index.ts';

const few = { resamples: 100 };

/** Units from lists of raters; a dot is no value. Each unit by itself. */
function unitsOf(...raters: readonly string[]): readonly (readonly RatedUnit[])[] {
  const lists = raters.map((rater) => rater.split(' ').map((word) => (word === '.' ? null : word)));
  return lists[0]!.map((_, at) => [lists.map((list) => list[at]!)]);
}

describe("Krippendorff's alpha, nominal", () => {
  // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", examples A, B and C.
  test('is 0.095 for two raters of ten units and two words', () => {
    const given = unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0');
    expect(krippendorffAlpha(given, few).value).toBeCloseTo(0.095, 3);
  });

  test('is 0.692 for two raters of twelve units and five words', () => {
    const given = unitsOf('a a b b d c c c e d d a', 'b a b b b c c c e d d d');
    expect(krippendorffAlpha(given, few).value).toBeCloseTo(0.692, 3);
  });

  test('is 0.743 for four raters of twelve units with values missing', () => {
    const given = unitsOf(
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    );
    expect(krippendorffAlpha(given, few).value).toBeCloseTo(0.743, 3);
  });

  test('is undefined where nothing is said twice, and where all say one word', () => {
    for (const units of [unitsOf('a b .', '. . c'), unitsOf('a a', 'a a'), []])
      expect(krippendorffAlpha(units)).toEqual({ value: null, interval: null, p: null });
  });

  const units = fc.array(fc.array(fc.constantFrom('YES', 'NO', 'NA', null), { minLength: 1, maxLength: 4 }), {
    minLength: 2,
    maxLength: 20,
  });

  test('is the same in whatever order raters and units come, with an interval around it', () => {
    fc.assert(
      fc.property(units, (given) => {
        const alpha = krippendorffAlpha(
          given.map((unit) => [unit]),
          few,
        );
        const turned = given.toReversed().map((unit) => [unit.toReversed()]);
        const other = krippendorffAlpha(turned, few);
        if (alpha.value === null) {
          expect(other).toEqual(alpha);
          return;
        }
        expect(other.value).toBeCloseTo(alpha.value, 12);
        expect(alpha.interval![0]).toBeLessThan(alpha.interval![1]);
        expect(alpha.interval![0]).toBeLessThanOrEqual(alpha.value);
        expect(alpha.interval![1]).toBeGreaterThanOrEqual(alpha.value);
      }),
      { numRuns: 50 },
    );
  });

  test('is exactly 1 for perfect agreement, for any number of raters', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('YES', 'NO', 'NA'), { minLength: 2, maxLength: 30 }), (said) => {
        fc.pre(new Set(said).size > 1);
        const given = said.map((word, at) => [Array.from({ length: 2 + (at % 6) }, () => word)]);
        expect(krippendorffAlpha(given, few).value).toBe(1);
      }),
      { numRuns: 50 },
    );
  });
});
