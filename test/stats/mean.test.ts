import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean } from '../../src/stats/mean.ts';

test('the mean of the same values is the same to the last digit, in whatever order they come', () => {
  // From left to right, 0.1 + 0.2 + 0.3 is 0.6000000000000001 and 0.3 + 0.2 + 0.1 is 0.6.
  expect(mean([0.3, 0.2, 0.1])).toBe(mean([0.1, 0.2, 0.3]));
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, (each) => {
      expect(mean(each.toReversed())).toBe(mean(each));
    }),
  );
});

test('the mean of values from 0 to 1 is never beyond them, and nothing has none', () => {
  for (const n of [3, 7, 49, 1000]) expect(mean(new Array<number>(n).fill(1))).toBe(1);
  expect(() => mean([])).toThrow(RangeError);
});
