import { similarity } from 'ml-distance';
import { expect, test } from 'vitest';
import { distanceOf } from '../../src/dedup/distance.ts';
import { exactDistance, exactRows } from '../../src/dedup/exact.ts';
import { clusteredRows } from './support.ts';

test('all distances are those of ml-distance, rounded to the grid, to the last bit', () => {
  const rows = clusteredRows(3, 30, 20, 4);
  const exact = exactRows(new Float32Array(rows.flat()), 20);
  for (const [a, first] of rows.entries())
    for (const [b, second] of rows.entries()) {
      if (a === b) continue;
      expect(exactDistance(exact, a, exact, b)).toBe(distanceOf(similarity.cosine(first, second)));
    }
});

test('every distance is a whole number of 2⁻⁴⁰', () => {
  const rows = exactRows(new Float32Array(clusteredRows(4, 13, 7, 2).flat()), 7);
  for (let a = 0; a < 13; a += 1)
    for (let b = 0; b < 13; b += 1)
      expect(Number.isInteger(exactDistance(rows, a, rows, b) * 2 ** 40)).toBe(true);
});
