import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarizeScores } from '../../src/stats/index.ts';
import type { Split } from '../../src/stats/types.ts';
import { someItems } from './support.ts';

/** Few resamples, where the interval's place is not what is tested. */
const quick = { resamples: 50 };

describe('whatever the items are', () => {
  test('their order does not matter, to the byte', () => {
    const shuffled = someItems.chain((items) =>
      fc.tuple(
        fc.constant(items),
        fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([items, others]) => {
        const [one, other] = [summarizeScores(items, quick), summarizeScores(others, quick)];
        expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      }),
    );
  });

  test('scored and unscored add up, and numbers lie from 0 to 1 with intervals of some width', () => {
    fc.assert(
      fc.property(someItems, fc.constantFrom('zero' as const, 'exclude' as const), (items, empty) => {
        const summary = summarizeScores(items, { ...quick, empty });
        for (const bySplit of [summary.macro, summary.micro, ...summary.scenarios.map((each) => each.splits)])
          for (const scores of Object.values(bySplit))
            for (const estimate of [scores.safety, scores.behavioral, scores.sar]) {
              expect(estimate.scored + estimate.unscored).toBe(scores.items);
              const [low, high] = estimate.bounds;
              expect(0 <= low && low <= high && high <= 1).toBe(true);
              expect(estimate.interval === null).toBe(estimate.value === null);
              if (estimate.interval !== null) {
                const [from, to] = estimate.interval;
                expect(0 <= from && from < to && to <= 1).toBe(true);
              }
              if (estimate.unscored === 0) expect(estimate.bounds).toEqual([estimate.value, estimate.value]);
            }
        expect(summary.micro.all?.items ?? 0).toBe(items.filter(({ split }) => split !== 'control').length);
      }),
    );
  });

  test('the summary of completed verdicts lies within the bounds of the incomplete ones', () => {
    const completed = someItems.chain((items) =>
      fc.tuple(
        fc.constant(items),
        fc.array(fc.constantFrom('YES' as const, 'NO' as const, 'NA' as const), {
          minLength: 5 * items.length,
          maxLength: 5 * items.length,
        }),
      ),
    );
    fc.assert(
      fc.property(completed, ([items, answers]) => {
        const rest = [...answers];
        const fill = (list: readonly string[]) =>
          list.map((verdict) => (verdict === 'unscored' ? rest.pop()! : verdict)) as ('YES' | 'NO' | 'NA')[];
        const full = items.map((item) => ({
          ...item,
          verdicts: { safety: fill(item.verdicts.safety), behavioral: fill(item.verdicts.behavioral) },
        }));
        const [partial, whole] = [summarizeScores(items, quick), summarizeScores(full, quick)];
        for (const level of ['macro', 'micro'] as const)
          for (const [split, scores] of Object.entries(whole[level]))
            for (const measure of ['safety', 'behavioral', 'sar'] as const) {
              const [low, high] = partial[level][split as Split]![measure].bounds;
              const value = scores[measure].value!;
              // Sums of different numbers may round differently in their last digit.
              expect(low - 1e-12 <= value && value <= high + 1e-12).toBe(true);
            }
      }),
    );
  });
});
