import { expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { exactDistance, exactRows } from '../../src/dedup/exact.ts';
import type { Kernel } from '../../src/dedup/kernel.ts';
import { onnxKernel } from '../../src/dedup/onnx-kernel.ts';
import { plainKernel } from '../../src/dedup/plain-kernel.ts';
import { unitVectors } from '../../src/dedup/unit.ts';

const kernels: readonly (readonly [string, (dimensions: number) => Promise<Kernel>])[] = [
  ['plain', async (dimensions) => plainKernel(dimensions)],
  ['onnx', (dimensions) => onnxKernel(dimensions, 2)],
];

function randomRows(key: string, rows: number, dimensions: number): Float32Array {
  const random = keyedRandom('kernels', key);
  return Float32Array.from({ length: rows * dimensions }, () => random.float() - 0.5);
}

test.each(kernels)('the %s kernel multiplies within the stated error', async (_, open) => {
  // The last one is large enough for the runtime to multiply it.
  for (const dimensions of [1, 3, 384, 3072, 8192]) {
    const kernel = await open(dimensions);
    const rows = exactRows(randomRows('error', 40, dimensions), dimensions);
    const unit = unitVectors(rows);
    expect(unit.error).toBeLessThan(6e-4);
    const product = new Float32Array(1600);
    await kernel.product(unit.values, unit.values, product);
    for (let a = 0; a < 40; a += 1)
      for (let b = 0; b < 40; b += 1)
        expect(Math.abs(1 - exactDistance(rows, a, rows, b) - product[a * 40 + b]!)).toBeLessThan(unit.error);
  }
});

test.each(kernels)('the %s kernel finds the largest entries of each row, largest first', async (_, open) => {
  const kernel = await open(5);
  const [a, b] = [randomRows('a', 7, 5), randomRows('b', 11, 5)];
  const product = new Float32Array(77);
  await kernel.product(a, b, product);
  const { values, columns } = await kernel.largest(a, b, 4, false);
  for (let row = 0; row < 7; row += 1) {
    const sorted = [...product.subarray(row * 11, (row + 1) * 11)].sort((x, y) => y - x);
    for (let at = 0; at < 4; at += 1) {
      expect(values[row * 4 + at]).toBeCloseTo(sorted[at]!, 6);
      expect(product[row * 11 + columns[row * 4 + at]!]).toBeCloseTo(sorted[at]!, 6);
    }
  }
});

test.each(kernels)('the %s kernel leaves out what is on and below the diagonal', async (_, open) => {
  const kernel = await open(5);
  const a = randomRows('upper', 6, 5);
  const { values, columns } = await kernel.largest(a, a, 6, true);
  for (let row = 0; row < 6; row += 1) {
    const found = [...columns.subarray(row * 6, row * 6 + 6)].filter((__, at) => values[row * 6 + at]! > -2);
    expect(found.sort((x, y) => x - y)).toEqual([0, 1, 2, 3, 4, 5].filter((column) => column > row));
  }
});

test('rows of unit length are multiplied as they are, others as scaled copies', () => {
  const unit = new Float32Array([1, 0, 0.6, 0.8]);
  expect(unitVectors(exactRows(unit, 2)).values).toBe(unit);
  const long = new Float32Array([2, 0, 3, 4]);
  expect([...unitVectors(exactRows(long, 2)).values]).toEqual([1, 0, Math.fround(0.6), Math.fround(0.8)]);
});
