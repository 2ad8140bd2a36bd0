import { describe, expect, test } from 'vitest';
import type { Embedder } from '../../src/core/provider.ts';

const texts = [
  'Which train reaches the coast before noon?',
  'trip',
  'Ein günstiges Hotel in der Nähe des Bahnhofs, bitte.',
  'refund refund refund',
  '東京の旅行を計画しています',
  'x'.repeat(3000),
];

/**
 * What every embedder keeps to.
 *
 * @param slack how far a vector's values may differ between a batch and the text alone: 0 for embedders
 *   whose vectors are not stored.
 */
export function testEmbedder(name: string, open: () => Promise<Embedder>, slack = 0): void {
  const rowsOf = (vectors: Float32Array, dimensions: number) =>
    Array.from({ length: vectors.length / dimensions }, (_, row) => [
      ...vectors.subarray(row * dimensions, (row + 1) * dimensions),
    ]);
  const lengthOf = (row: readonly number[]) => Math.hypot(...row);

  describe(`the embedder ${name}`, () => {
    test('returns one row of unit length for each text, in order', async () => {
      const embedder = await open();
      const vectors = await embedder.embed(texts);
      expect(vectors).toBeInstanceOf(Float32Array);
      expect(vectors).toHaveLength(texts.length * embedder.dimensions);
      for (const row of rowsOf(vectors, embedder.dimensions)) expect(lengthOf(row)).toBeCloseTo(1, 5);
      const reversed = await embedder.embed(texts.toReversed());
      const straight = rowsOf(vectors, embedder.dimensions);
      for (const [at, row] of rowsOf(reversed, embedder.dimensions).toReversed().entries())
        for (const [k, value] of row.entries())
          expect(Math.abs(value - straight[at]![k]!)).toBeLessThanOrEqual(slack);
    });

    test('gives the same vectors each time it is opened and asked', async () => {
      const [first, second] = [await open(), await open()];
      expect(second.id).toBe(first.id);
      expect(await second.embed(texts)).toEqual(await first.embed(texts));
      expect(await first.embed(texts)).toEqual(await first.embed(texts));
    });

    test('gives a text the same vector in a batch and alone', async () => {
      const embedder = await open();
      const together = rowsOf(await embedder.embed(texts), embedder.dimensions);
      for (const [at, text] of texts.entries())
        for (const [k, value] of (await embedder.embed([text])).entries())
          expect(Math.abs(value - together[at]![k]!)).toBeLessThanOrEqual(slack);
    });

    test('gives a blank text a row of zeros and leaves its neighbours alone', async () => {
      const embedder = await open();
      const [before, blank, white, after] = rowsOf(
        await embedder.embed(['trip', '', ' \n\t', 'train']),
        embedder.dimensions,
      );
      for (const row of [blank!, white!]) expect(row.every((value) => value === 0)).toBe(true);
      for (const row of [before!, after!]) expect(lengthOf(row)).toBeCloseTo(1, 5);
    });

    test('returns nothing for no texts', async () => {
      expect(await (await open()).embed([])).toHaveLength(0);
    });

    test('has an id of kind/details and a whole number of dimensions', async () => {
      const embedder = await open();
      expect(embedder.id).toMatch(/^[a-z]+\/\S+$/);
      expect(Number.isInteger(embedder.dimensions) && embedder.dimensions > 0).toBe(true);
    });
  });
}
