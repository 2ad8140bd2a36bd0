import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frontier } from '../../src/stats/frontier.ts';

test('the frontier has what no other beats in cost and score, the cheapest first', () => {
  const points = [
    { name: 'long', x: 900, y: 0.8 },
    { name: 'wasteful', x: 1000, y: 0.7 },
    { name: 'short', x: 100, y: 0.5 },
    { name: 'dear', x: 100, y: 0.4 },
    { name: 'middle', x: 400, y: 0.75 },
    { name: 'same', x: 500, y: 0.75 },
  ];
  expect(frontier(points)).toEqual(['short', 'middle', 'long']);
  expect(frontier([])).toEqual([]);
});

test('points that are alike in both stand side by side', () => {
  const alike = { x: 10, y: 0.5 };
  expect(
    frontier([
      { name: 'b', ...alike },
      { name: 'a', ...alike },
    ]),
  ).toEqual(['a', 'b']);
});

test('everything off the frontier is beaten by something on it, and nothing on it is; the order does not matter', () => {
  const some = fc.array(fc.record({ x: fc.integer({ min: 0, max: 5 }), y: fc.integer({ min: 0, max: 5 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(some, (drawn) => {
      const points = drawn.map((point, at) => ({ name: `p${String(at).padStart(2, '0')}`, ...point }));
      const names = frontier(points);
      const on = points.filter(({ name }) => names.includes(name));
      for (const point of points) {
        const beaten = on.some(({ x, y }) => x <= point.x && y >= point.y && (x < point.x || y > point.y));
        expect(beaten).toBe(!names.includes(point.name));
      }
      expect(frontier(points.toReversed())).toEqual(names);
    }),
  );
});
