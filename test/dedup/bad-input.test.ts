import { describe, expect, test } from 'vitest';
import { SpecloomError, UsageError } from '../../src/core/errors.ts';
import { type DedupOptions, dedup, dedupReference, keepCount } from '../../src/dedup/index.ts';

const forms = [
  ['dedupReference', async (v: Float32Array, o: DedupOptions) => dedupReference(v, o), 10_000],
  ['dedup', dedup, 20_000],
] as const;

describe.each(forms)('%s', (_, form, largestRows) => {
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

  test('refuses more rows than the distances of which fit into memory, before computing any', async () => {
    const rows = largestRows + 1;
    const asked = form(new Float32Array(rows).fill(1), { rows, dimensions: 1, keep: 1 });
    await expect(asked).rejects.toThrow(`expected at most ${largestRows} rows, got ${rows}`);
  });
});

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
