import { expect, test } from 'vitest';
import { ConfigError, UsageError } from '../../src/core/errors.ts';
import { fitHashing, hashingEmbedder, openEmbedder } from '../../src/embed/index.ts';
import { testEmbedder } from '../contracts/embedder.ts';
import { plainFeatures, plainVector } from './plain-features.ts';

const questions = ['Lisbon', 'Oslo', 'Rome', 'Porto', 'Turin'].map(
  (town) => `What should two people pack for a long weekend of walking in and around ${town}?`,
);

testEmbedder('fitHashing', async () => fitHashing(questions));

async function cosine(embedder: ReturnType<typeof fitHashing>, a: string, b: string): Promise<number> {
  const vectors = await embedder.embed([a, b]);
  const { dimensions } = embedder;
  let sum = 0;
  for (let k = 0; k < dimensions; k += 1) sum += vectors[k]! * vectors[dimensions + k]!;
  return sum;
}

test('what all texts share counts less than where they differ', async () => {
  const [lisbon, oslo] = questions as [string, string];
  const fitted = fitHashing(questions, 4_096);
  expect(await cosine(fitted, lisbon, oslo)).toBeLessThan(
    (await cosine(hashingEmbedder(4_096), lisbon, oslo)) - 0.05,
  );
  expect(await cosine(fitted, lisbon, lisbon.toUpperCase())).toBeCloseTo(1, 6);
});

test('weights are ln((1 + n) / (1 + df)) + 1 of each feature', async () => {
  const idfOf = (feature: string) => {
    const having = questions.filter((text) => plainFeatures(text).flat().includes(feature)).length;
    return Math.log((1 + questions.length) / (1 + having)) + 1;
  };
  const text = 'Pack for Lisbon, Lisbon and a mountain';
  const vector = await fitHashing(questions, 64).embed([text]);
  const plain = plainVector(text, 64, idfOf);
  for (const [k, value] of vector.entries()) expect(value).toBeCloseTo(plain[k]!, 6);
});

test('the id names the texts: in any order, each as often as it comes', () => {
  const { id } = fitHashing(questions);
  expect(id).toMatch(/^hashing\/words-chars-512-idf-[0-9a-f]{16}@2$/);
  expect(fitHashing(questions.toReversed()).id).toBe(id);
  const others = [questions.slice(1), [...questions, questions[0]!], [...questions.slice(1), 'a trip'], []];
  expect(new Set([id, ...others.map((texts) => fitHashing(texts).id)]).size).toBe(5);
  expect(fitHashing(questions, 64).id).toBe(id.replace('512', '64'));
});

test('vectors do not depend on the order of the texts either', async () => {
  const text = 'a walk in Oslo';
  expect(await fitHashing(questions).embed([text])).toEqual(
    await fitHashing(questions.toReversed()).embed([text]),
  );
});

test('is opened by name where the texts are given, and refused with advice where they are not', async () => {
  const opened = await openEmbedder('hashing/fitted', { texts: questions });
  expect(opened.id).toBe(fitHashing(questions).id);
  expect((await openEmbedder('hashing/fitted-2048', { texts: questions })).dimensions).toBe(2_048);
  await expect(openEmbedder('hashing/fitted')).rejects.toThrow(ConfigError);
  await expect(openEmbedder('hashing/fitted')).rejects.toThrow(/texts .* take hashing\/default/);
});

test('dimensions out of range are refused', () => {
  expect(() => fitHashing(questions, 3)).toThrow(UsageError);
});
