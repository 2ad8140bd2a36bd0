import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashingEmbedder } from '../../src/embed/index.ts';
import { plainVector } from './plain-features.ts';

const bitsOf = (vectors: Float32Array) => [
  ...new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength),
];

const texts = [
  'Plan a three-day walking trip through Lisbon for two people',
  "I can’t find the W-2 of AT&T's state-of-the-art office, can't you?",
  'refund refund refund refund? REFUND! a refund',
  'Ein günstiges Hotel in der Nähe des Bahnhofs, bitte.',
  '東京の旅行を計画しています 🙂🙂 𝕳𝖊𝖑𝖑𝖔 €5 <b> a<b a < b ><',
  'ab ab a b \ud83d \ude00 x',
  'x'.repeat(3_000),
  Array.from({ length: 700 }, (_, n) => `word${n % 300}`).join(' '),
  '',
];

test('the bits of a vector are those of version 2', async () => {
  const vectors = await hashingEmbedder().embed(texts);
  expect(
    createHash('sha256')
      .update(Uint8Array.from(bitsOf(vectors)))
      .digest('hex'),
  ).toMatchInlineSnapshot(`"4dc54720e57b8f2f03d6629816d6ff674fe87e756ce72467a3ca2180adfa6557"`);
});

test('hashing along a text gives the bits that counting features as texts gives', async () => {
  const word = fc.constantFrom(
    'trip',
    'hotel',
    'a',
    'b',
    '<',
    '>',
    '><',
    '🙂',
    'ü',
    'u\u0308',
    'ﬁ',
    '𠮷野',
    '\ud83d',
    "'",
    '’',
    '-',
    '&',
    '. ',
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 6 }),
      fc.constantFrom(16, 64, 512),
      async (some, dimensions) => {
        const vectors = await hashingEmbedder(dimensions).embed(some);
        for (const [row, each] of some.entries())
          expect(bitsOf(vectors.subarray(row * dimensions, (row + 1) * dimensions))).toEqual(
            bitsOf(plainVector(each, dimensions)),
          );
      },
    ),
  );
});
