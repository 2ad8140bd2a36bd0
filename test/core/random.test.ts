import { expect, test } from 'vitest';
import { keyedRandom, rank } from '../../src/core/random.ts';

const draws = (...key: (string | number)[]) => {
  const random = keyedRandom(...key);
  return Array.from({ length: 20 }, () => random.int(1000));
};

test('the same key gives the same draws, another key gives others', () => {
  expect(draws(7, 'a')).toEqual(draws(7, 'a'));
  expect(draws(7, 'a')).not.toEqual(draws(8, 'a'));
  expect(draws('a', 'bc')).not.toEqual(draws('ab', 'c'));
});

test('int is uniform over its range', () => {
  const random = keyedRandom('uniform');
  const counts = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 20_000; draw += 1) counts[random.int(10)]! += 1;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  expect(chiSquare).toBeLessThan(27.9); // 9 degrees of freedom, p = 0.001
});

test('a sample has no element twice, and all of them where there are fewer', () => {
  const sample = keyedRandom('s').sample([1, 2, 3, 4, 5], 3);
  expect(new Set(sample).size).toBe(3);
  expect([...keyedRandom('s').sample([1, 2, 3], 9)].sort()).toEqual([1, 2, 3]);
});

test('drawing from nothing is an error', () => {
  expect(() => keyedRandom('x').pick([])).toThrow(RangeError);
  expect(() => keyedRandom('x').int(0)).toThrow(RangeError);
});

test('one more row moves at most one row of a sample by lowest rank', () => {
  const ids = Array.from({ length: 200 }, (_, index) => `row-${index}`);
  const sampleOf = (rows: readonly string[]) =>
    rows.toSorted((a, b) => (rank(1, 'p', a) < rank(1, 'p', b) ? -1 : 1)).slice(0, 50);
  const before = new Set(sampleOf(ids));
  const lost = [...before].filter((id) => !sampleOf([...ids, 'new']).includes(id));
  expect(lost.length).toBeLessThanOrEqual(1);
});
