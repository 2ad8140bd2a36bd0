import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from '../../src/dedup/heap.ts';

test('gives the topmost first, also when the topmost is moved down in between', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 })), fc.array(fc.nat({ max: 20 })), (numbers, raises) => {
      const keys = [...numbers];
      const heap = new Heap(Int32Array.from(keys.keys()), (a, b) => keys[a]! < keys[b]!);
      for (const raise of raises) {
        const { top } = heap;
        if (top === undefined) break;
        expect(keys[top]).toBe(Math.min(...keys));
        keys[top]! += raise;
        heap.settle();
      }
      const order: number[] = [];
      for (let { top } = heap; top !== undefined; top = heap.top) {
        order.push(keys[top]!);
        heap.pop();
      }
      expect(order).toEqual(keys.toSorted((a, b) => a - b));
    }),
  );
});
