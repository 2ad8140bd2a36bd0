import { expect, test } from 'vitest';
import { tOf } from '../../../src/stats/correction/student.ts';

test.each([
  [0.95, 4, 2.7764],
  [0.95, 10, 2.2281],
  [0.95, 30, 2.0423],
  [0.99, 10, 3.1693],
  [0.9, 20, 1.7247],
])('Student’s t for %f and %f degrees of freedom is that of the tables, %f', (confidence, freedom, t) => {
  expect(Math.abs(tOf(confidence, freedom) - t) / t).toBeLessThan(0.002);
});

test('with endless degrees of freedom it is the normal quantile, and it only falls with more of them', () => {
  expect(tOf(0.95, Number.POSITIVE_INFINITY)).toBeCloseTo(1.959964, 6);
  const falling = [4, 5, 8, 20, 100, 1000].map((freedom) => tOf(0.95, freedom));
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  expect(tOf(0.95, 1)).toBe(tOf(0.95, 4));
});
