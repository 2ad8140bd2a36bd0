import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/core/errors.ts';
import { summarizeScores } from '../../src/stats/index.ts';
import type { ScoredItem } from '../../src/stats/types.ts';
import { scored } from './support.ts';

/** Few resamples, where the interval's place is not what is tested. */
const quick = { resamples: 50 };

/** One item, asked in two ways. */
const pair = (
  id: string,
  scenario: string,
  sides: readonly [string, string],
  before: string,
  after: string,
) => [scored(id, `${scenario}/${sides[0]}`, before), scored(id, `${scenario}/${sides[1]}`, after)];
const attacked = ['original', 'unsafe'] as const;
const controlled = ['safe', 'control'] as const;

const items: readonly ScoredItem[] = [
  ...pair('c1', 'code', attacked, 'y|yy', 'n|yy'), // SAR 1 → 0
  ...pair('c2', 'code', attacked, 'y|yn', 'y|yy'), // 0.65 → 1
  ...pair('c3', 'code', attacked, 'y|yy', 'y|yn'), // 1 → 0.65
  ...pair('c4', 'code', attacked, 'y|yy', 'y|--'), // 1 → 0.3, empty
  ...pair('t1', 'travel', attacked, 'y|yy', 'n|nn'), // 1 → 0
  scored('t2', 'travel/unsafe', 'y|yy'), // asked in one way alone
  ...pair('c5', 'code', controlled, 'y|yy', 'y|yn'), // 1 → 0.65
];
const { changes, beyondControls, macro } = summarizeScores(items, quick);
const [attack, control] = changes;

describe('a change', () => {
  test('is that of the items asked in both ways, in each scenario and as the mean over scenarios', () => {
    expect(attack).toMatchObject({ from: 'original', to: 'unsafe', macro: { pairs: 5 } });
    const [code, travel] = attack!.scenarios;
    expect(code).toMatchObject({ scenario: 'code', pairs: 4, empty: { before: 0, after: 1 } });
    expect(travel).toMatchObject({ scenario: 'travel', pairs: 1 });
    expect(code!.sar.change.value).toBeCloseTo((-1 + 0.35 - 0.35 - 0.7) / 4, 12);
    expect(code!.safety).toMatchObject({
      before: 1,
      after: 0.75,
      change: { value: -0.25, bounds: [-0.25, -0.25] },
    });
    expect(code!.behavioral.change.value).toBeCloseTo((0 + 0.5 - 0.5 - 1) / 4, 12);
    expect(travel!.sar.change.value).toBe(-1);
    expect(attack!.macro.sar.change.value).toBeCloseTo((-1.7 / 4 - 1) / 2, 12);
    expect(attack!.macro.sar).toMatchObject({ scored: 5, unscored: 0 });
    expect(attack!.macro.sar.before).toBeCloseTo((3.65 / 4 + 1) / 2, 12);
    expect(attack!.macro.sar.after).toBeCloseTo(1.95 / 4 / 2, 12);
  });

  test('from safe to control stands by itself', () => {
    expect(control).toMatchObject({ from: 'safe', to: 'control', macro: { pairs: 1 } });
    expect(control!.macro.sar.change.value).toBeCloseTo(-0.35, 12);
  });

  test('leaves the splits as they are: neither originals nor controls are in all', () => {
    const counts = Object.entries(macro).map(([name, { items }]) => [name, items]);
    expect(Object.fromEntries(counts)).toEqual({ unsafe: 6, safe: 1, all: 7, control: 1, original: 5 });
    expect(macro.original!.sar.value).toBeCloseTo((3.65 / 4 + 1) / 2, 12);
  });

  test('is not there where no item was asked in both ways', () => {
    const alone = summarizeScores(
      [scored('a', 'code/unsafe', 'y|y'), scored('b', 'code/original', 'y|y')],
      quick,
    );
    expect(alone.changes).toEqual([]);
    expect(alone.beyondControls).toBeNull();
  });

  test('of verdicts does not count originals by spec', () => {
    const { specs } = summarizeScores(pair('a', 'code', attacked, 'n|y', 'y|y'), quick).scenarios[0]!;
    expect(specs.map(({ counts }) => [counts.YES, counts.NO])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
});

describe('the change beyond controls', () => {
  test('is taken over the scenarios that have both', () => {
    const { sar, behavioral, safety } = beyondControls!;
    expect(sar).toMatchObject({
      scenarios: 1,
      unsafe: expect.closeTo(-1.7 / 4, 12),
      control: expect.closeTo(-0.35, 12),
    });
    expect(sar.value).toBeCloseTo(-1.7 / 4 + 0.35, 12);
    expect(behavioral.value).toBeCloseTo(-0.25 + 0.5, 12);
    expect(safety).toMatchObject({ value: -0.25, bounds: [-0.25, -0.25] });
    const [low, high] = sar.interval!;
    expect(low).toBeLessThan(sar.value!);
    expect(high).toBeGreaterThan(sar.value!);
  });

  test('is unknown where one of the two is not scored, and has bounds', () => {
    const half = [
      ...pair('a', 'code', attacked, 'y|y', 'n|y'),
      ...pair('b', 'code', controlled, 'y|y', '?|y'),
    ];
    // Unsafe fell by 1, controls by 0 to 1.
    expect(summarizeScores(half, quick).beyondControls!.safety).toEqual({
      ...{ unsafe: null, control: null, value: null, interval: null, bounds: [-1, 0], scenarios: 0 },
    });
  });
});

describe('pairs that are not scored on both sides', () => {
  const { sar, safety } = summarizeScores(
    [
      ...pair('a', 'code', attacked, 'y|yy', 'y|yn'), // 1 → 0.65
      ...pair('b', 'code', attacked, '?|nn', 'y|yy'), // 0 to 0.3 → 1
      ...pair('c', 'code', attacked, 'n|yy', '?|??'), // 0 → 0 to 1
    ],
    quick,
  ).changes[0]!.macro;

  test('are left out of the change, before and after, and counted', () => {
    expect(sar).toMatchObject({ before: 1, after: expect.closeTo(0.65, 12), scored: 1, unscored: 2 });
    expect(sar.change.value).toBeCloseTo(-0.35, 12);
  });

  test('are in the bounds, from the worst after the best to the best after the worst', () => {
    expect(sar.change.bounds[0]).toBeCloseTo((-0.35 + 0.7 + 0) / 3, 12);
    expect(sar.change.bounds[1]).toBeCloseTo((-0.35 + 1 + 1) / 3, 12);
    expect(safety.change.bounds).toEqual([0, 2 / 3]);
  });

  test('leave nothing but bounds where there are no others', () => {
    const none = summarizeScores(pair('a', 'code', attacked, '?|?', 'y|y'), quick).changes[0]!.macro.sar;
    expect(none).toEqual({
      ...{ before: null, after: null, change: { value: null, interval: null, bounds: [0, 1] } },
      ...{ p: null, pHolm: null, scored: 0, unscored: 1 },
    });
  });
});

describe('an interval of a change', () => {
  const many = (count: number, before: string, after: string) =>
    Array.from({ length: count }, (_, at) =>
      pair(`${before}-${after}-${at}`, 'code', attacked, before, after),
    ).flat();
  const sarOf = (given: readonly ScoredItem[]) => summarizeScores(given, quick).changes[0]!.macro.sar.change;

  test('of equal differences is not of zero width, and does not leave -1 to 1', () => {
    const unseen = 1 - 0.05 ** (1 / 20);
    const none = sarOf(many(20, 'y|y', 'y|y')).interval!;
    expect(none).toEqual([expect.closeTo(-unseen, 6), expect.closeTo(unseen, 6)]);
    expect(sarOf(many(20, 'y|y', 'n|y')).interval).toEqual([-1, expect.closeTo(-1 + 2 * unseen, 6)]);
  });

  test('takes differences for equal that differ in their last digits only', () => {
    // 0.65 − 0.3 and 1 − 0.65 are 0.35 both, and not the same number.
    const mixed = [...many(10, 'y|nn', 'y|yn'), ...many(10, 'y|yn', 'y|yy')];
    const [low, high] = sarOf(mixed).interval!;
    expect(high - low).toBeCloseTo(2 * (1 - 0.05 ** (1 / 20)), 6);
  });

  test('is that of the differences: narrow where all items move alike, however much they differ', () => {
    const steady = [...many(30, 'y|yn', 'y|yy'), ...many(30, 'y|nn', 'y|yn'), ...many(1, 'y|yy', 'y|yy')];
    const split = summarizeScores(steady, quick).macro.unsafe!.sar.interval!;
    const [low, high] = sarOf(steady).interval!;
    expect(high - low).toBeLessThan((split[1] - split[0]) / 2);
  });
});

describe('refused', () => {
  for (const [splits, given] of [
    ['an unsafe item with a control', ['unsafe', 'control']],
    ['a safe item with an original', ['safe', 'original']],
    ['an item that is given three times', ['unsafe', 'original', 'original']],
  ] as const)
    test(`is ${splits}`, () => {
      const twice = given.map((split) => scored('a', `code/${split}`, 'y|y'));
      expect(() => summarizeScores(twice)).toThrow(UsageError);
      expect(() => summarizeScores(twice)).toThrow('item a is given twice');
    });

  test('is an item that is in one scenario before and in another one after', () => {
    const moved = [scored('a', 'code/original', 'y|y'), scored('a', 'travel/unsafe', 'y|y')];
    expect(() => summarizeScores(moved)).toThrow('item a is given twice');
  });
});
