import { describe, expect, test } from 'vitest';
import { SpecloomError, UsageError } from '../../src/core/errors.ts';
import { type DedupOptions, dedup, dedupReference, keepCount } from '../../src/dedup/index.ts';

const forms = [
  ['dedupReference', async (v: Float32Array, o: DedupOptions) => dedupReference(v, o)],
  ['dedup', dedup],
] as const;

describe.each(forms)('%s', (_, form) => {
  test.each([
    ['zeros', [0, 0], 'row 1 (counted from 0) is all zeros'],
    ['a negative zero', [0, -0], 'row 1 (counted from 0) is all zeros'],
    ['NaN', [1, Number.NaN], 'row 1 (counted from 0) holds NaN'],
    ['an infinity', [Number.NEGATIVE_INFINITY, 1], 'row 1 (counted from 0) holds NaN or an infinity'],
  ])('names a row of %s', async (_what, row, message) => {
    const asked = form(new Float32Array([1, 0, ...row]), { rows: 2, dimensions: 2, keep: 2 });
    await expect(asked).rejects.toThrow(SpecloomError);
    await expect(asked).rejects.toThrow(message);
  });

  test('says what length it expected', async () => {
    const asked = form(new Float32Array(5), { rows: 2, dimensions: 3, keep: 1 });
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow('expected 2 rows × 3 dimensions = 6 values, got 5');
  });

  test.each([
    ['keep', { rows: 1, dimensions: 1, keep: -1 }],
    ['keep', { rows: 1, dimensions: 1, keep: 0.5 }],
    ['keep', { rows: 1, dimensions: 1, keep: Number.NaN }],
    ['rows', { rows: -1, dimensions: 1, keep: 1 }],
    ['dimensions', { rows: 1, dimensions: 0, keep: 1 }],
  ])('refuses a %s that is no sensible whole number', async (name, options) => {
    await expect(form(new Float32Array([1]), options)).rejects.toThrow(`${name}: expected a whole number`);
  });

  test.each([
    ['numbers of another type', new Float64Array([1])],
    ['a list', [1]],
  ])('refuses %s', async (_what, vectors) => {
    const asked = form(vectors as unknown as Float32Array, { rows: 1, dimensions: 1, keep: 1 });
    await expect(asked).rejects.toThrow('vectors: expected a Float32Array');
  });

  test('asks for a stop rule', async () => {
    const asked = form(new Float32Array([1]), { rows: 1, dimensions: 1 });
    await expect(asked).rejects.toThrow('dedup needs a stop rule: keep');
  });

  test.each([-0.1, 2.1, Number.NaN])('refuses %s as a distance', async (minDistance) => {
    const asked = form(new Float32Array([1]), { rows: 1, dimensions: 1, minDistance });
    await expect(asked).rejects.toThrow('minDistance: expected a cosine distance from 0 to 2');
  });

  test.each([-1, 2, 0.5])('refuses to protect a row %s that does not exist', async (row) => {
    const asked = form(new Float32Array([1, 2]), { rows: 2, dimensions: 1, keep: 1, protect: [row] });
    await expect(asked).rejects.toThrow(`protect: there is no row ${row}; rows are counted from 0 to 1`);
  });

  test('refuses priorities that are not one finite number per row', async () => {
    const options = { rows: 2, dimensions: 1, keep: 1 };
    const vectors = new Float32Array([1, 2]);
    await expect(form(vectors, { ...options, priority: [1] })).rejects.toThrow(
      'priority: expected one number per row (2), got 1',
    );
    await expect(form(vectors, { ...options, priority: [1, Number.NaN] })).rejects.toThrow(
      'priority: row 1 (counted from 0) has NaN',
    );
  });
});

test('the literal form refuses more rows than the distances of which fit into memory', () => {
  const rows = 10_001;
  expect(() => dedupReference(new Float32Array(rows).fill(1), { rows, dimensions: 1, keep: 1 })).toThrow(
    'the reference takes at most 10000 rows, got 10001',
  );
});

test('dedup refuses a kernel that there is not', async () => {
  const options = { rows: 1, dimensions: 1, keep: 1, kernel: 'gpu' as 'auto' };
  await expect(dedup(new Float32Array([1]), options)).rejects.toThrow('kernel: expected auto, onnx or plain');
});

test.each(['threads', 'neighbours', 'blockRows', 'blockColumns'])(
  'dedup refuses %s below 1',
  async (name) => {
    const asked = dedup(new Float32Array([1]), { rows: 1, dimensions: 1, keep: 1, [name]: 0 });
    await expect(asked).rejects.toThrow(`${name}: expected a whole number of at least 1, got 0`);
  },
);

describe('keepCount', () => {
  test('takes numbers as they are, but no more than there are rows', () => {
    expect(keepCount(3, 10)).toBe(3);
    expect(keepCount('2000', 1630)).toBe(1630);
    expect(keepCount(0, 10)).toBe(0);
  });

  test('rounds percentages up, without the error of floats', () => {
    expect(keepCount('50%', 7)).toBe(4);
    expect(keepCount('7%', 100)).toBe(7);
    expect(keepCount('0.1%', 1000)).toBe(1);
    expect(keepCount('33.3%', 1000)).toBe(333);
    expect(keepCount('0%', 10)).toBe(0);
    expect(keepCount('100%', 10)).toBe(10);
    expect(keepCount('50%', 0)).toBe(0);
    for (let rows = 0; rows <= 300; rows += 1) expect(keepCount('50%', rows)).toBe(Math.ceil(rows / 2));
  });

  test.each(['-1', '1.5', '101%', '100.1%', '50 %', '', 'half', '1e3', '%'])('refuses %j', (text) => {
    expect(() => keepCount(text, 10)).toThrow(UsageError);
  });
});
