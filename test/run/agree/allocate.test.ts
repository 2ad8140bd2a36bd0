import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from '../../../src/run/agree/allocate.ts';

const parts = fc.array(
  fc.record({
    least: fc.integer({ min: 0, max: 2 }),
    more: fc.nat({ max: 20 }),
    share: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 6 },
);

test('places are given in proportion, first what each part must have', () => {
  const thirds = [
    { least: 1, most: 100, share: 1 / 3 },
    { least: 1, most: 200, share: 2 / 3 },
  ];
  expect(allocate(thirds, 5)).toEqual([2, 3]);
  expect(allocate(thirds, 6)).toEqual([2, 4]);
  expect(allocate(thirds, 2)).toEqual([1, 1]);
  const small = [
    { least: 1, most: 3, share: 1 },
    { least: 1, most: 100, share: 1 },
  ];
  expect(allocate(small, 50)).toEqual([3, 47]);
});

test('no part gets less than it must have or more than it can, and all places are given where they can be', () => {
  fc.assert(
    fc.property(parts, fc.nat({ max: 80 }), (given, places) => {
      const limits = given.map(({ least, more, share }) => ({ least, most: least + more, share }));
      const got = allocate(limits, places);
      for (const [at, each] of got.entries()) {
        expect(each).toBeGreaterThanOrEqual(limits[at]!.least);
        expect(each).toBeLessThanOrEqual(limits[at]!.most);
      }
      const [least, most] = [
        limits.reduce((sum, part) => sum + part.least, 0),
        limits.reduce((sum, part) => sum + part.most, 0),
      ];
      expect(got.reduce((sum, each) => sum + each, 0)).toBe(Math.max(least, Math.min(most, places)));
    }),
  );
});
