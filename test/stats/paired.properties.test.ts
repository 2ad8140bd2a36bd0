import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarizeScores } from '../../src/stats/index.ts';
import type { Bounds, ScoreChange, ScoredItem } from '../../src/stats/types.ts';
import { somePairs, swapped } from './support.ts';

/** Few resamples, where the interval's place is not what is tested. */
const quick = { resamples: 20 };
/** p-values take most of the time. */
const several = { numRuns: 40 };
const measures = ['safety', 'behavioral', 'sar'] as const;

/** All changes of a summary, in a fixed order. */
function changesIn(items: readonly ScoredItem[]): readonly ScoreChange[] {
  const { changes } = summarizeScores(items, quick);
  return changes.flatMap(({ macro, scenarios }) =>
    [macro, ...scenarios].flatMap((scores) => measures.map((measure) => scores[measure])),
  );
}

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 10));
const mirrored = (bounds: Bounds | null) => bounds && [close(-bounds[1]), close(-bounds[0])];

describe('whatever the pairs are', () => {
  test('swapping the sides turns the signs round, intervals included', () => {
    fc.assert(
      fc.property(somePairs, (items) => {
        const there = changesIn(items);
        const back = changesIn(swapped(items));
        expect(back).toEqual(
          there.map(({ before, after, change, ...alike }) => ({
            ...{ ...alike, before: close(after), after: close(before) },
            change: {
              value: change.value === null ? null : close(-change.value),
              interval: mirrored(change.interval),
              bounds: mirrored(change.bounds),
            },
          })),
        );
      }),
      several,
    );
  });

  test('their order does not matter, to the byte', () => {
    const shuffled = somePairs.chain((items) =>
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
      several,
    );
  });

  test('each one twice changes no value and no bounds', () => {
    fc.assert(
      fc.property(somePairs, (items) => {
        const twice = [...items, ...items.map((item) => ({ ...item, item: `${item.item}-again` }))];
        const places = ({ before, after, change: { value, bounds } }: ScoreChange) =>
          [before, after, value, ...bounds].map(close);
        expect(
          changesIn(twice).map(({ before, after, change: { value, bounds } }) => [
            before,
            after,
            value,
            ...bounds,
          ]),
        ).toEqual(changesIn(items).map(places));
      }),
      several,
    );
  });

  test('of items that answer alike in both ways, nothing changes, and the interval holds 0', () => {
    fc.assert(
      fc.property(somePairs, (items) => {
        const first = new Map(items.map(({ item, verdicts }) => [item, verdicts]));
        const alike = items.map((item) => ({ ...item, verdicts: first.get(item.item)! }));
        for (const { change } of changesIn(alike)) {
          if (change.value === null) continue;
          expect(change.value).toBe(0);
          expect(change.interval![0]).toBeLessThan(0);
          expect(change.interval![1]).toBeGreaterThan(0);
        }
      }),
      several,
    );
  });

  test('a change is after less before, within -1 to 1, with an interval of some width', () => {
    fc.assert(
      fc.property(somePairs, (items) => {
        for (const { before, after, change, scored, unscored } of changesIn(items)) {
          const [from, to] = change.bounds;
          expect(-1 <= from && from <= to && to <= 1).toBe(true);
          expect(scored + unscored).toBeGreaterThan(0);
          if (unscored === 0) {
            expect(from).toBeCloseTo(change.value!, 12);
            expect(to).toBeCloseTo(change.value!, 12);
          }
          expect(change.value === null).toBe(scored === 0);
          if (change.value === null) continue;
          expect(change.value).toBeCloseTo(after! - before!, 12);
          const [low, high] = change.interval!;
          expect(-1 <= low && high <= 1).toBe(true);
          expect(high - low).toBeGreaterThan(1e-6);
        }
      }),
      several,
    );
  });
});
