import { describe, expect, test } from 'vitest';
import { type DedupOptions, dedup, dedupReference } from '../../src/dedup/index.ts';
import { pack } from './support.ts';

/** A row of the plane at an angle in degrees. */
const at = (degrees: number): number[] => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
];

/** Two near pairs (0 and 1, 2 and 3), the first one nearer, and one row apart. */
const rows = [at(0), at(1), at(40), at(42), at(170)];

const forms = [
  ['dedupReference', async (v: Float32Array, o: DedupOptions) => dedupReference(v, o)],
  ['dedup', dedup],
] as const;

describe.each(forms)('%s', (_, form) => {
  const removedWith = async (rules: Omit<DedupOptions, 'rows' | 'dimensions'>) => {
    const [vectors, { rows: count, dimensions }] = pack(rows, 0);
    return (await form(vectors, { ...rules, rows: count, dimensions })).removed.map(({ index }) => index);
  };

  test('stops at a number, or at a share rounded up', async () => {
    expect(await removedWith({ keep: 3 })).toHaveLength(2);
    expect(await removedWith({ keep: '50%' })).toHaveLength(2);
  });

  test('stops where no pair is nearer than the distance, a pair just as far apart included', async () => {
    const [vectors, { dimensions }] = pack(rows, 0);
    expect(await removedWith({ minDistance: 0.0001 })).toEqual([]);
    expect(await removedWith({ minDistance: 0.0003 })).toHaveLength(1);
    expect(await removedWith({ minDistance: 0.001 })).toHaveLength(2);
    const { minDistance } = await form(vectors, { rows: 5, dimensions, keep: 5 });
    expect(await removedWith({ minDistance: minDistance! })).toEqual([]);
  });

  test('with both rules, stops at the one that is met first', async () => {
    expect(await removedWith({ keep: 4, minDistance: 0.001 })).toHaveLength(1);
    expect(await removedWith({ keep: 1, minDistance: 0.001 })).toHaveLength(2);
  });

  test('with a distance, a last row stays: it is near to nothing', async () => {
    expect(await removedWith({ minDistance: 2 })).toHaveLength(4);
    expect(await removedWith({ keep: 0 })).toHaveLength(5);
  });

  test('never removes a protected row, and goes on with others', async () => {
    expect(await removedWith({ keep: 3, protect: [0, 3] })).toEqual([1, 2]);
    expect(await removedWith({ keep: 0, protect: [1, 4] })).toHaveLength(3);
  });

  test('leaves pairs of two protected rows aside, also in d_min', async () => {
    const [vectors, { dimensions }] = pack(rows, 0);
    const result = await form(vectors, { rows: 5, dimensions, keep: 4, protect: [0, 1] });
    expect(result.kept).toContain(0);
    expect(result.kept).toContain(1);
    expect(result.minDistance).toBeGreaterThan(0.1);
  });

  test('of a pair, removes the row of lower priority, whatever phi says', async () => {
    const plain = await removedWith({ keep: 3 });
    const priority = rows.map((_row, row) => (plain.includes(row) ? 1 : 0));
    expect(await removedWith({ keep: 3, priority })).not.toEqual(plain);
    expect((await removedWith({ keep: 3, priority })).map((row) => row >> 1)).toEqual([0, 1]);
  });
});
