import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zOf } from '../../src/stats/normal.ts';
import { wilson } from '../../src/stats/wilson.ts';

describe('the normal quantile', () => {
  for (const [confidence, z] of [
    [0.5, 0.6744897501960817],
    [0.9, 1.6448536269514722],
    [0.95, 1.959963984540054],
    [0.99, 2.5758293035489004],
    [0.999, 3.2905267314919255],
  ] as const)
    test(`is ${z} at ${confidence}`, () => {
      expect(zOf(confidence)).toBeCloseTo(z, 11);
    });

  test('is found for any confidence', () => {
    expect(zOf(1e-12)).toBeGreaterThan(0);
    expect(zOf(1 - 1e-15)).toBeGreaterThan(7.9);
  });
});

describe('the Wilson interval', () => {
  // Newcombe 1998, Statistics in Medicine 17, table I, method 3; and common textbook values.
  for (const [successes, n, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [8, 10, 0.4902, 0.9433],
  ] as const)
    test(`of ${successes} in ${n} at 95 % is ${low} to ${high}`, () => {
      const interval = wilson(successes, n);
      expect(interval[0]).toBeCloseTo(low, 4);
      expect(interval[1]).toBeCloseTo(high, 4);
    });

  const counts = fc
    .integer({ min: 1, max: 5000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  test('holds the rate, lies from 0 to 1, and is never of zero width', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.01, max: 0.999, noNaN: true }), ([successes, n], confidence) => {
        const [low, high] = wilson(successes, n, confidence);
        expect(0 <= low && low < high && high <= 1).toBe(true);
        expect(low <= successes / n && successes / n <= high).toBe(true);
      }),
    );
  });

  test('of the failures mirrors that of the successes', () => {
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        const [low, high] = wilson(successes, n);
        const mirrored = wilson(n - successes, n);
        expect(mirrored[0]).toBeCloseTo(1 - high, 12);
        expect(mirrored[1]).toBeCloseTo(1 - low, 12);
      }),
    );
  });

  test('grows with the confidence', () => {
    expect(wilson(8, 10, 0.99)[0]).toBeLessThan(wilson(8, 10, 0.9)[0]);
    expect(wilson(8, 10, 0.99)[1]).toBeGreaterThan(wilson(8, 10, 0.9)[1]);
  });

  test('refuses what is no rate', () => {
    for (const [successes, n] of [
      [0, 0],
      [3, 2],
      [-1, 5],
      [0.5, 5],
    ] as const)
      expect(() => wilson(successes, n)).toThrow(`${successes} of ${n} is no rate`);
    expect(() => wilson(1, 2, 1)).toThrow('`confidence`');
  });
});
