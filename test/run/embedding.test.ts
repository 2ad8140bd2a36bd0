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
  body: { vector: Buffer.from(new Float32Array(values).buffer).toString('base64') },
  finish,
  usage: null,
  by: 'p/m',
  latencyMs: null,
});

const roleOf = (answers: readonly Answer[]) =>
  storedRole('p/m', undefined, async (_: readonly Question[]) => answers);

test('rows come out with unit length', async () => {
  const vectors = await roleOf([vectorAnswer([3, 4])]).embed(['x'], signal, () => {});
  expect(vectors[0]).toBeCloseTo(0.6);
  expect(vectors[1]).toBeCloseTo(0.8);
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
