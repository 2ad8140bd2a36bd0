import { describe, expect, test } from 'vitest';
import { type DedupOptions, type DedupResult, dedup, dedupReference } from '../../src/dedup/index.ts';
import { pack } from './support.ts';

type Form = (vectors: Float32Array, options: DedupOptions) => DedupResult | Promise<DedupResult>;
const forms: readonly (readonly [string, Form])[] = [
  ['dedupReference', dedupReference],
  ['dedup', dedup],
];

describe.each(forms)('%s, worked out by hand', (_, form) => {
  // Cosines of the four rows: 01 0, 02 .6, 03 .8, 12 .8, 13 .6, 23 .96.
  const fan = [
    [1, 0],
    [0, 1],
    [3, 4],
    [4, 3],
  ];

  test('takes the closest pair, removes the smaller phi, and the lower index where phi is equal', async () => {
    const { kept, removed, minDistance } = await form(...pack(fan, 2));
    // (2, 3) are closest, and both phi are .4 + .2 + .04: row 2 goes. Then (0, 3), with phi 1.2 and .6: row 3 goes.
    expect(removed.map(({ index, partner, order }) => ({ index, partner, order }))).toEqual([
      { index: 2, partner: 3, order: 1 },
      { index: 3, partner: 0, order: 2 },
    ]);
    expect(removed[0]!.distance).toBeCloseTo(0.04, 11);
    expect(removed[0]!.phi).toBeCloseTo(0.64, 11);
    expect(removed[1]!.phi).toBeCloseTo(0.6, 11);
    expect(removed[1]!.phiPartner).toBeCloseTo(1.2, 11);
    expect(kept).toEqual([0, 1]);
    expect(minDistance).toBe(1);
  });

  test('leaves the diagonal out of phi: with it, every phi would be infinite', async () => {
    const { removed } = await form(...pack(fan, 1));
    for (const { phi } of removed) expect(phi).toBeLessThan(4);
  });

  test('counts sums as equal up to 1e-9 per survivor, and as different above', async () => {
    const lean = (delta: number) => [
      [1, 0],
      [1, delta],
      [0, 1],
    ];
    // The first two rows are at distance 0; phi of row 1 is smaller by delta. The limit is 3e-9.
    expect((await form(...pack(lean(2e-9), 2))).kept).toEqual([1, 2]);
    expect((await form(...pack(lean(4e-9), 2))).kept).toEqual([0, 2]);
  });

  test('of equally close pairs takes the lowest first row, then the lowest second row', async () => {
    const square = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 1, 1],
    ];
    // Row 3 is as close to 0 as to 1 and 2; its phi is the smallest.
    const { removed, kept } = await form(...pack(square, 3));
    expect(removed[0]).toMatchObject({ index: 3, partner: 0 });
    expect(kept).toEqual([0, 1, 2]);
  });

  test('removes the earlier of exact duplicates and keeps the last', async () => {
    const rows = [
      [1, 2],
      [5, -1],
      [1, 2],
      [5, -1],
      [1, 2],
    ];
    const { kept, removed } = await form(...pack(rows, 2));
    expect(kept).toEqual([3, 4]);
    expect(removed.map(({ distance }) => distance)).toEqual([0, 0, 0]);
  });

  test('sees rows that differ in length only as duplicates, and opposite rows as farthest apart', async () => {
    const rows = [
      [1, 2, 3],
      [2, 4, 6],
      [-1, -2, -3],
    ];
    const { kept, minDistance } = await form(...pack(rows, 2));
    expect(kept).toEqual([1, 2]);
    expect(minDistance).toBe(2);
  });

  test('is not misled by very long or very short rows', async () => {
    const rows = [
      [3e38, 3e38],
      [1e-44, 1e-44],
      [1, -1],
    ];
    expect((await form(...pack(rows, 2))).kept).toEqual([1, 2]);
  });

  test('keeps the last rows of a set whose rows are all equal', async () => {
    const rows = Array.from({ length: 9 }, () => [0.3, -0.7, 0.2]);
    const { kept, minDistance } = await form(...pack(rows, 3));
    expect(kept).toEqual([6, 7, 8]);
    expect(minDistance).toBe(0);
  });

  test('keeps everything where there are fewer rows than asked for', async () => {
    const { kept, removed } = await form(...pack(fan, 100));
    expect(kept).toEqual([0, 1, 2, 3]);
    expect(removed).toEqual([]);
  });

  test('says no smallest distance for fewer than two survivors', async () => {
    expect((await form(...pack(fan, 1))).minDistance).toBeNull();
    expect(await form(...pack([[1, 2]], 5))).toEqual({ kept: [0], removed: [], minDistance: null });
    expect(await form(...pack([], 5))).toEqual({ kept: [], removed: [], minDistance: null });
  });

  test('keeps nothing when asked to; the last row of all goes without a partner', async () => {
    const { kept, removed } = await form(...pack(fan, 0));
    expect(kept).toEqual([]);
    expect(removed.at(-1)).toMatchObject({ partner: null, distance: null, phiPartner: null, order: 4 });
  });

  test('reports each removal as it happens', async () => {
    const steps: number[] = [];
    const [vectors, options] = pack(fan, 1);
    const { removed } = await form(vectors, { ...options, onStep: ({ index }) => steps.push(index) });
    expect(steps).toEqual(removed.map(({ index }) => index));
    expect(steps).toHaveLength(3);
  });
});
