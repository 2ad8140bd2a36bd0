import { expect, test } from 'vitest';
import { upperEnd } from '../../../src/stats/correction/betting.ts';

/** The upper end for the rate behind so many of `n` draws, with an error of 2.5 %. */
const endOf = (ones: number, n: number): number =>
  upperEnd(
    [
      { value: 1, slope: 1, times: ones },
      { value: 0, slope: 1, times: n - ones },
    ].filter(({ times }) => times > 0),
    (mean) => 1 - mean,
    { from: ones / n, error: 0.025 },
  );

/** The chance of so many ones. */
function chance(ones: number, n: number, rate: number): number {
  let ways = 1;
  for (let at = 1; at <= ones; at += 1) ways *= (n - ones + at) / at;
  return ways * rate ** ones * (1 - rate) ** (n - ones);
}

test.each([5, 20, 60])(
  'of %i draws, counted exactly, the end is below the rate at most as often as the error says',
  (n) => {
    const ends = Array.from({ length: n + 1 }, (_, ones) => endOf(ones, n));
    for (let rate = 0.01; rate < 1; rate += 0.01) {
      const missed = ends.reduce((sum, end, ones) => (end < rate ? sum + chance(ones, n, rate) : sum), 0);
      expect(missed).toBeLessThanOrEqual(0.025);
    }
  },
);

test('the end is above the exact one of Clopper and Pearson, and not far above', () => {
  // With no ones in n draws: 1 − 0.025^(1/n).
  for (const n of [10, 40, 160]) {
    const exact = 1 - 0.025 ** (1 / n);
    expect(endOf(0, n)).toBeGreaterThan(exact);
    expect(endOf(0, n)).toBeLessThan(1.6 * exact);
  }
});

test('it is 1 where all draws are 1, and falls with more draws', () => {
  expect(endOf(10, 10)).toBe(1);
  const ends = [10, 40, 160].map((n) => endOf(n / 2, n));
  expect(ends).toEqual(ends.toSorted((a, b) => b - a));
});
