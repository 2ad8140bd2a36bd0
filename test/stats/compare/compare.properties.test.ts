import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Contestant, compareContestants, summarizeScores } from '../../../src/stats/index.ts';
import { someContestants } from './support.ts';

const quick = { resamples: 20 };
const few = { numRuns: 12 };

/** Whoever comes first, as seen from the one whose name does. */
function seen(contestants: readonly Contestant[]) {
  return compareContestants(contestants, quick).differences.map(
    ({ a, b, value, interval, bounds, ...rest }) =>
      a < b
        ? { a, b, value, interval, bounds, ...rest }
        : {
            ...{ a: b, b: a, ...rest },
            value: value === null ? null : -value,
            interval: interval && [-interval[1], -interval[0]],
            bounds: [-bounds[1], -bounds[0]],
          },
  );
}

describe('whatever the answers are', () => {
  test('the order of contestants and items does not matter, to the byte', () => {
    fc.assert(
      fc.property(someContestants, (contestants) => {
        const turned = contestants
          .toReversed()
          .map(({ name, items }) => ({ name, items: items.toReversed() }));
        expect(JSON.stringify(compareContestants(turned, quick))).toBe(
          JSON.stringify(compareContestants(contestants, quick)),
        );
      }),
      few,
    );
  });

  test('two that change their names mirror each other', () => {
    fc.assert(
      fc.property(someContestants, ([one, other]) => {
        const there = seen([one!, other!]);
        const back = seen([
          { ...other!, name: one!.name },
          { ...one!, name: other!.name },
        ]);
        const close = (value: number) => expect.closeTo(value, 10);
        expect(back).toEqual(
          there.map(({ value, interval, bounds, ...rest }) => ({
            ...rest,
            value: value === null ? null : close(-value),
            interval: interval && [close(-interval[1]!), close(-interval[0]!)],
            bounds: [close(-bounds[1]!), close(-bounds[0]!)],
          })),
        );
      }),
      few,
    );
  });

  test('one that answers alike has a difference of 0, and p is 1', () => {
    fc.assert(
      fc.property(someContestants, ([one]) => {
        const { differences, ranking } = compareContestants([one!, { ...one!, name: 'twin' }], quick);
        for (const { value, interval, p, pHolm } of differences) {
          if (value === null) continue;
          expect([value, p, pHolm]).toEqual([0, 1, 1]);
          expect(interval![0] < 0 && interval![1] > 0).toBe(true);
        }
        expect(ranking.map(({ ranks }) => ranks)).toEqual([
          [1, 2],
          [1, 2],
        ]);
      }),
      few,
    );
  });

  test('no interval is of zero width, ranks hold the place, and bounds hold a value that all is known of', () => {
    fc.assert(
      fc.property(
        someContestants,
        fc.constantFrom('item' as const, 'spec' as const),
        (contestants, cluster) => {
          const { differences, ranking } = compareContestants(contestants, { ...quick, cluster });
          for (const { value, interval, bounds, scored, unscored } of differences) {
            expect(-1 <= bounds[0] && bounds[0] <= bounds[1] && bounds[1] <= 1).toBe(true);
            expect(interval === null).toBe(scored === 0);
            if (interval !== null) expect(interval[1] - interval[0]).toBeGreaterThan(1e-6);
            if (unscored > 0 || value === null) continue;
            expect(bounds).toEqual([expect.closeTo(value, 10), expect.closeTo(value, 10)]);
          }
          const allScored = differences.every(({ unscored }) => unscored === 0);
          for (const [at, { ranks }] of ranking.entries())
            if (allScored) expect(ranks[0] <= at + 1 && at + 1 <= ranks[1]).toBe(true);
        },
      ),
      few,
    );
  });

  test('SAR and its bounds are those of a summary', () => {
    fc.assert(
      fc.property(someContestants, (contestants) => {
        const { ranking } = compareContestants(contestants, quick);
        for (const { name, items } of contestants) {
          const { value } = summarizeScores(items, quick).macro.all!.sar;
          expect(ranking.find((each) => each.name === name)!.sar).toEqual(
            value === null ? null : expect.closeTo(value, 12),
          );
        }
      }),
      few,
    );
  });
});
