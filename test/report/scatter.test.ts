import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Box, placeLabels } from '../../src/report/label-places.ts';
import { logAxis, rateAxis } from '../../src/report/scatter-axis.ts';
import { spreadOf, spreadText } from '../../src/report/spread.ts';

describe('the error over models', () => {
  test('is the standard deviation with n − 1, and that over √n', () => {
    const { models, mean, deviation, error } = spreadOf([0.2, 0.4, 0.6, 0.8]);
    expect([models, mean]).toEqual([4, 0.5]);
    expect(deviation).toBeCloseTo(0.2581989, 6);
    expect(error).toBeCloseTo(0.1290994, 6);
  });

  test('leaves out what is unknown, and is unknown for one model', () => {
    expect(spreadOf([0.5, null, undefined])).toEqual({ models: 1, mean: 0.5, deviation: null, error: null });
    expect(spreadOf([null])).toEqual({ models: 0, mean: null, deviation: null, error: null });
    expect(spreadText(spreadOf([]))).toBe('unknown');
    expect(spreadText(spreadOf([0.5]))).toBe('50.0\u{A0}%');
  });
});

describe('labels of points', () => {
  const overlap = (a: Box, b: Box): boolean =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const frame = { left: 0, top: 0, right: 400, bottom: 300 };

  test('cover no other label and no point where there is room', () => {
    const points = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((at) => ({
      x: 200 + 3 * at,
      y: 150,
      width: 80,
      height: 14,
    }));
    const places = placeLabels(points, frame);
    for (const [at, place] of places.entries()) {
      for (const other of places.slice(at + 1)) expect(overlap(place, other)).toBe(false);
      for (const { x, y } of points)
        expect(overlap(place, { left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 })).toBe(false);
    }
    expect(places.some(({ led }) => led)).toBe(true);
  });

  test('stay inside the frame wherever their points are', () => {
    const inside = fc.record({ x: fc.integer({ min: 5, max: 395 }), y: fc.integer({ min: 5, max: 295 }) });
    fc.assert(
      fc.property(inside, (point) => {
        const [place] = placeLabels([{ ...point, width: 120, height: 14 }], frame);
        expect(place!.left).toBeGreaterThanOrEqual(0);
        expect(place!.top).toBeGreaterThanOrEqual(0);
        expect(place!.right).toBeLessThanOrEqual(400);
        expect(place!.bottom).toBeLessThanOrEqual(300);
      }),
    );
  });
});

describe('an axis of a scatter', () => {
  test('of rates holds all of them, in steps that its ends are on', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 9 }), (rates) => {
        const { min, max, interval } = rateAxis('safety', rates);
        expect(min).toBeLessThanOrEqual(Math.min(...rates) + 1e-9);
        expect(max).toBeGreaterThanOrEqual(Math.max(...rates) - 1e-9);
        expect(max - min).toBeGreaterThanOrEqual(0.2 - 1e-9);
        for (const steps of [min / interval!, max / interval!])
          expect(steps).toBeCloseTo(Math.round(steps), 9);
        expect([min, max].every((end) => end >= 0 && end <= 1)).toBe(true);
      }),
      // 0.3 / 0.1 is a little less than 3.
      { examples: [[[0, 0.25]]] },
    );
  });

  test('of tokens goes by doublings, or by tenfolds where they are many', () => {
    const axis = (...values: number[]) => {
      const { logBase, min, max } = logAxis('tokens', values);
      return [logBase, min, max];
    };
    expect(axis(300, 900)).toEqual([2, 256, 1024]);
    expect(axis(20, 9000)).toEqual([10, 10, 10000]);
    expect(axis(500, 500)).toEqual([2, 256, 512]);
  });
});
