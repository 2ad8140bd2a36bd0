import { similarity } from 'ml-distance';
import { expect, test } from 'vitest';
import { distanceOf } from '../../src/dedup/distance.ts';
import { distanceBetween, distanceTriangle } from '../../src/dedup/triangle.ts';
import { clusteredRows } from './support.ts';

test('all distances are those of ml-distance, rounded to the grid, to the last bit', async () => {
  const rows = clusteredRows(3, 30, 20, 4);
  const triangle = await distanceTriangle(new Float32Array(rows.flat()), rows.length, 20);
  for (const [a, first] of rows.entries()) {
    for (const [b, second] of rows.entries()) {
      if (a === b) continue;
      expect(distanceBetween(triangle, a, b)).toBe(distanceOf(similarity.cosine(first, second)));
    }
  }
});

test('every distance is a whole number of 2⁻⁴⁰', async () => {
  const rows = clusteredRows(4, 13, 7, 2);
  const { distances } = await distanceTriangle(new Float32Array(rows.flat()), rows.length, 7);
  expect(distances).toHaveLength((13 * 12) / 2);
  for (const value of distances) expect(Number.isInteger(value * 2 ** 40)).toBe(true);
});
