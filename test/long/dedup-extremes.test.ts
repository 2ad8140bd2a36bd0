import { expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { dedup, dedupReference, nearestRows } from '../../src/dedup/index.ts';
import { expectSame, pack } from '../dedup/support.ts';

type Random = ReturnType<typeof keyedRandom>;
type Rows = (random: Random, count: number, dimensions: number) => number[][];

const from = (least: number, end: number, random: Random) =>
  least + Math.floor(random.float() * (end - least));
const table = (count: number, dimensions: number, value: () => number): number[][] =>
  Array.from({ length: count }, () => Array.from({ length: dimensions }, value));

/** The float32 value that lies so many steps further from zero. */
function stepped(value: number, steps: number): number {
  const bits = new Int32Array(Float32Array.of(value).buffer);
  bits[0]! += steps;
  return new Float32Array(bits.buffer)[0]!;
}

/** Rows that are one of three each, changed value by value. */
const ofThree =
  (change: (value: number, random: Random) => number): Rows =>
  (random, count, dimensions) => {
    const three = table(3, dimensions, () => Math.fround(random.float() - 0.5));
    return Array.from({ length: count }, () => random.pick(three).map((value) => change(value, random)));
  };

const kinds: Readonly<Record<string, Rows>> = {
  'as long and as short as float32 allows': (random, count, dimensions) =>
    table(count, 1, () => 0).map(() => {
      const scale = random.pick([3e38, 1, 1e-38, 1e-44]);
      return Array.from({ length: dimensions }, () => (random.float() - 0.4) * scale);
    }),
  'of values that differ by up to 76 orders of magnitude': (random, count, dimensions) =>
    table(count, dimensions, () => (random.float() - 0.5) * 10 ** from(-38, 38, random)),
  'denormal numbers throughout': (random, count, dimensions) =>
    table(count, dimensions, () => from(-3, 4, random) * 2 ** -149),
  'copies but for the last bit of each value': ofThree((value, random) =>
    stepped(value, from(-1, 2, random)),
  ),
  'apart by a few steps of the grid of distances': ofThree((value, random) => value + 2e-6 * random.float()),
  'apart by about the error of float32': ofThree((value, random) => value + 1e-3 * random.float()),
  'at distance 0 or 1 from each other': (random, count, dimensions) =>
    Array.from({ length: count }, () => {
      const row = new Array<number>(dimensions).fill(0);
      row[from(0, dimensions, random)] = random.pick([1, 2]);
      return row;
    }),
};

test.each(Object.entries(kinds))(
  'the fast form gives the result of the literal one for rows %s',
  async (name, rowsOf) => {
    const random = keyedRandom('extremes', name);
    for (const dimensions of [1, 2, 17, 300])
      for (const count of [3, 40, 90]) {
        const rows = rowsOf(random, count, dimensions).filter((row) =>
          row.some((value) => Math.fround(value) !== 0),
        );
        const [vectors, shape] = pack(rows, 0);
        if (rows.length === 0) continue;
        const literal = dedupReference(vectors, shape);
        const distance = random.pick(literal.removed).distance ?? 1;
        const all = rows.map((_, row) => row);
        const spared = from(0, rows.length, random);
        for (const rules of [
          {},
          { minDistance: distance },
          { minDistance: Math.min(2, distance + 2 ** -40) },
          { protect: all.filter((row) => row !== spared) },
          { protect: all.filter((row) => row % 3 === 0), priority: all.map((row) => row % 2) },
        ])
          for (const engine of [
            { kernel: 'onnx', neighbours: 1 },
            { kernel: 'plain', neighbours: 3, blockRows: 7, blockColumns: 5 },
          ] as const)
            expectSame(
              await dedup(vectors, { ...shape, ...rules, ...engine }),
              dedupReference(vectors, { ...shape, ...rules }),
            );
        const { distances } = await nearestRows(vectors, vectors, { dimensions, self: true });
        const { minDistance } = dedupReference(vectors, { ...shape, keep: rows.length });
        if (rows.length > 1) expect(Math.min(...distances)).toBe(minDistance);
      }
  },
);

test.each([255, 256, 257, 8191, 8192, 8193])(
  'it does so for %i rows, around the sizes of blocks, whatever the shape of the blocks is',
  async (count) => {
    const random = keyedRandom('block sizes', count);
    const vectors = new Float32Array(table(count, 3, () => random.float() - 0.5).flat());
    const options = { rows: count, dimensions: 3, keep: count - 40 };
    const usual = await dedup(vectors, { ...options, kernel: 'plain' });
    expect(await dedup(vectors, { ...options, kernel: 'onnx', blockRows: 1000, blockColumns: 3000 })).toEqual(
      usual,
    );
    if (count < 300) expectSame(usual, dedupReference(vectors, options));
  },
);
