import { describe, expect, test } from 'vitest';
import { studentQuantile } from '../../src/stats/student.ts';

describe("Student's quantile", () => {
  // Tables of the t distribution, two-sided.
  test.each([
    [0.95, 1, 12.706],
    [0.95, 2, 4.3027],
    [0.95, 4, 2.7764],
    [0.95, 10, 2.2281],
    [0.95, 30, 2.0423],
    [0.9, 5, 2.015],
    [0.99, 3, 5.8409],
    [0.95, 1000, 1.9623],
  ])('at %s with %s degrees of freedom is %s', (confidence, freedom, t) => {
    expect(Math.abs(studentQuantile(confidence, freedom) / t - 1)).toBeLessThan(1e-3);
  });

  test('falls with the degrees of freedom, whole or not, towards the normal one', () => {
    const quantiles = [1, 1.5, 2, 7.3, 50, 1999, 2001, 1e6].map((freedom) => studentQuantile(0.95, freedom));
    expect(quantiles).toEqual(quantiles.toSorted((a, b) => b - a));
    expect(quantiles.at(-1)).toBeCloseTo(1.959964, 5);
  });
});
