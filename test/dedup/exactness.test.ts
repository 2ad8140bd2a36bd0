import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DedupOptions, dedup, dedupReference } from '../../src/dedup/index.ts';
import { fitHashing, hashingEmbedder } from '../../src/embed/index.ts';
import { clusteredRows, expectSame, pack } from './support.ts';

const isNonZero = (row: readonly number[]) => row.some((value) => Math.fround(value) !== 0);
const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const point = (dimensions: number) =>
  fc.array(coordinate, { minLength: dimensions, maxLength: dimensions }).filter(isNonZero);

/** Rows that are one of a few points each, changed by `change`, which is given a number on [0, 1]. */
const ofFew = (change: (row: readonly number[], by: number) => readonly number[]) =>
  fc
    .tuple(
      fc.array(point(3), { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 40 }),
    )
    .map(([few, picks]) => picks.map(([pick, by]) => change(few[pick % few.length]!, by)).filter(isNonZero));

const random = fc.array(point(4), { maxLength: 40 });
const clustered = fc
  .record({
    seed: fc.nat(),
    count: fc.integer({ min: 2, max: 48 }),
    clusters: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ seed, count, clusters }) => clusteredRows(seed, count, 5, clusters));
const duplicated = ofFew((row) => row);
const collinear = ofFew((row, by) => row.map((value) => value * (by + 0.01)));
const signFlipped = ofFew((row, by) => row.map((value) => (by < 0.3 ? -value : value)));
const nearlyEqual = ofFew((row, by) => row.map((value) => value * (1 + by * 1e-6)));
const grid = fc.array(
  fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 4, maxLength: 4 }).filter(isNonZero),
  {
    maxLength: 40,
  },
);
const oneRow = point(4).map((row) => [row]);
const allEqual = fc.tuple(point(4), fc.integer({ min: 1, max: 40 })).map(([row, n]) => Array(n).fill(row));
const line = fc
  .array(
    coordinate.filter((value) => Math.fround(value) !== 0),
    { maxLength: 40 },
  )
  .map((values) => values.map((value) => [value]));

const kinds = {
  random,
  clustered,
  duplicated,
  collinear,
  'sign-flipped': signFlipped,
  'nearly equal': nearlyEqual,
  'on a grid, full of ties': grid,
  'one row': oneRow,
  'all equal': allEqual,
  'of one dimension': line,
};

/** Stop rules, protected rows and priorities, for up to 40 rows. */
const rules = fc
  .record({
    keep: fc.option(
      fc.oneof(
        fc.nat({ max: 40 }),
        fc.integer({ min: 0, max: 100 }).map((share) => `${share}%`),
      ),
    ),
    minDistance: fc.option(fc.double({ min: 0, max: 2, noNaN: true }).map((x) => x * x * 0.5)),
    protect: fc.option(fc.array(fc.nat({ max: 40 }))),
    priorities: fc.option(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 64, maxLength: 64 })),
  })
  .filter(({ keep, minDistance }) => keep !== null || minDistance !== null);

/** K so small that lists run out, blocks of all shapes, both kernels. */
const engines = fc.record({
  kernel: fc.constantFrom('plain' as const, 'onnx' as const),
  threads: fc.constantFrom(1, 2),
  neighbours: fc.integer({ min: 1, max: 6 }),
  blockRows: fc.integer({ min: 1, max: 30 }),
  blockColumns: fc.integer({ min: 1, max: 50 }),
});

type Given = typeof rules extends fc.Arbitrary<infer T> ? T : never;

function optionsOf(rows: number, dimensions: number, given: Given): DedupOptions {
  const { keep, minDistance, protect, priorities } = given;
  return {
    rows,
    dimensions,
    ...(keep === null ? {} : { keep }),
    ...(minDistance === null ? {} : { minDistance }),
    ...(protect === null ? {} : { protect: protect.filter((row) => row < rows) }),
    ...(priorities === null ? {} : { priority: priorities.slice(0, rows) }),
  };
}

test.each(Object.entries(kinds))(
  'the fast form gives the result of the literal one for rows that are %s',
  async (_, rows) => {
    await fc.assert(
      fc.asyncProperty(rows as fc.Arbitrary<number[][]>, rules, engines, async (given, rule, engine) => {
        const [vectors, { dimensions }] = pack(given, 0);
        const options = optionsOf(given.length, dimensions, rule);
        expectSame(await dedup(vectors, { ...options, ...engine }), dedupReference(vectors, options));
      }),
      { numRuns: 40 },
    );
  },
);

const words = ['plan', 'a', 'trip', 'to', 'the', 'coast', 'by', 'train', 'cheap', 'hotel', 'ticket', 'how'];
const shortTexts = fc.array(
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((text) => text.join(' ')),
  { minLength: 1, maxLength: 60 },
);

test.each([
  ['hashing', async (texts: readonly string[]) => hashingEmbedder(32).embed(texts)],
  ['fitted hashing', async (texts: readonly string[]) => fitHashing(texts, 32).embed(texts)],
])('it does so for short texts under the %s embedder, where many distances are equal', async (_, embed) => {
  await fc.assert(
    fc.asyncProperty(shortTexts, rules, engines, async (texts, rule, engine) => {
      const vectors = await embed(texts);
      const options = optionsOf(texts.length, 32, rule);
      expectSame(await dedup(vectors, { ...options, ...engine }), dedupReference(vectors, options));
    }),
    { numRuns: 40 },
  );
});

test.each([
  [301, 24, 7],
  [402, 48, 40],
  [503, 96, 200],
])(
  'it does so for %i rows of %i dimensions in %i clusters, down to the last row',
  async (count, d, clusters) => {
    const rows = clusteredRows(count, count, d, clusters);
    for (const engine of [{}, { kernel: 'onnx', neighbours: 2 }] as const) {
      const [vectors, options] = pack(rows, 0);
      expectSame(await dedup(vectors, { ...options, ...engine }), dedupReference(vectors, options));
    }
  },
);

test('it does so where hundreds of rows are copies of a few', async () => {
  const few = clusteredRows(1, 9, 16, 3);
  const rows = Array.from({ length: 400 }, (_, at) => few[(at * at) % 9]!);
  const [vectors, options] = pack(rows, 5);
  expectSame(await dedup(vectors, options), dedupReference(vectors, options));
});

test('neither kernel, threads, K nor the shape of blocks changes a bit of the result', async () => {
  const rows = clusteredRows(11, 900, 40, 60);
  const [vectors, options] = pack(rows, 300);
  const first = await dedup(vectors, options);
  for (const engine of [
    { kernel: 'onnx', threads: 1 },
    { kernel: 'onnx', threads: 4, neighbours: 1, blockRows: 64, blockColumns: 128 },
    { kernel: 'plain', neighbours: 40, blockRows: 1000 },
  ] as const)
    expect(await dedup(vectors, { ...options, ...engine })).toEqual(first);
});
