import { expect, test } from 'vitest';
import type { Answer, Question } from '../../src/core/question.ts';
import { hashingEmbedder } from '../../src/embed/index.ts';
import { computedRole, embedderCall, storedRole } from '../../src/run/embedding.ts';

const signal = new AbortController().signal;
const texts = ['a trip to the sea', 'a walk in the hills', 'a trip to the sea'];

test('vectors through stored answers are those of the embedder, row by row', async () => {
  const embedder = hashingEmbedder(64);
  const direct = await computedRole(embedder).embed(texts, signal, () => {});
  const keys = new Set<string>();
  const stored = await storedRole(embedder.id, undefined, embedderCall(embedder)).embed(
    texts,
    signal,
    (key) => keys.add(key),
  );
  expect([...stored]).toEqual([...direct]);
  expect(keys.size).toBe(2);
});

const vectorAnswer = (values: readonly number[], finish: Answer['finish'] = 'stop'): Answer => ({
  body: null,
  ...(finish === 'stop' && { vector: Float32Array.from(values) }),
  finish,
  usage: null,
  by: 'p/m',
  latencyMs: null,
});

const roleOf = (answers: readonly Answer[]) =>
  storedRole('p/m', undefined, async (_: readonly Question[]) => answers);

test('rows come out with unit length, summed in float64, and zeros stay zeros', async () => {
  const vectors = await roleOf([vectorAnswer([3, 4]), vectorAnswer([0, 0])]).embed(
    ['x', 'y'],
    signal,
    () => {},
  );
  expect(vectors).toEqual(Float32Array.of(0.6, 0.8, 0, 0));
  const many = Array.from({ length: 200_000 }, (_, n) => (n % 2 === 0 ? 1e-3 : 1e3));
  const long = await roleOf([vectorAnswer(many)]).embed(['x'], signal, () => {});
  const length = Math.sqrt(100_000 * (Math.fround(1e-3) ** 2 + 1e6));
  expect(long[0]).toBeCloseTo(Math.fround(1e-3) / length, 12);
  expect(long[1]).toBe(Math.fround(1e3 / length));
});

test('whoever keeps account of answers is not handed their vectors, which would be held for a whole run', async () => {
  const used: Answer[] = [];
  await roleOf([vectorAnswer([1])]).embed(['x'], signal, (_, __, answer) => used.push(answer));
  expect(used).toEqual([{ body: null, finish: 'stop', usage: null, by: 'p/m', latencyMs: null }]);
});

test('vectors of two lengths are not stacked, and a text that was refused is a row of NaN, not of zeros', async () => {
  await expect(
    roleOf([vectorAnswer([1, 0]), vectorAnswer([1])]).embed(['x', 'y'], signal, () => {}),
  ).rejects.toThrow(/dimensions/);
  const refused = [vectorAnswer([3, 4]), vectorAnswer([], 'rejected')];
  const vectors = await roleOf(refused).embed(['x', 'y'], signal, () => {});
  expect([...vectors.subarray(2)]).toEqual([Number.NaN, Number.NaN]);
  expect(vectors[0]).toBeCloseTo(0.6);
});
