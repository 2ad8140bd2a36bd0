import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfVector, vectorOfBytes } from '../../src/core/vector-bytes.ts';

test('values are written little-endian, four bytes each', () => {
  expect([...bytesOfVector(Float32Array.of(1, -2))]).toEqual([0, 0, 128, 63, 0, 0, 0, 192]);
});

test('what was written is read back, wherever in a buffer it begins', () => {
  fc.assert(
    fc.property(fc.float32Array(), fc.nat(7), (vector, offset) => {
      const bytes = bytesOfVector(vector);
      const moved = new Uint8Array(offset + bytes.length);
      moved.set(bytes, offset);
      expect(vectorOfBytes(moved.subarray(offset))).toEqual(vector);
    }),
  );
});

test('bytes that are not whole values stand for none', () => {
  expect(vectorOfBytes(new Uint8Array(6))).toBeUndefined();
});
