import { expect, test } from 'vitest';
import type { Provider } from '../../src/core/provider.ts';
import type { Answer } from '../../src/core/question.ts';
import { effortIn } from '../../src/run/effort.ts';
import type { ResolvedModel } from '../../src/run/open-models.ts';

const modelAt = (price: { input: number; output: number } | undefined, free = false): ResolvedModel => ({
  role: 'judge',
  to: 'test/judge',
  model: 'judge',
  source: {
    kind: 'provider',
    provider: {
      name: 'test',
      free,
      servers: [],
      price: () => price && { inputPerMillionUsd: price.input, outputPerMillionUsd: price.output },
    } as unknown as Provider,
  },
  settings: { model: 'test/judge' },
});

const answer = (tokens: readonly [number, number] | null, latencyMs: number | null): Answer => ({
  body: null,
  finish: 'stop',
  usage: tokens === null ? null : { inputTokens: tokens[0], outputTokens: tokens[1] },
  by: 'test/judge',
  latencyMs,
});

const priced = modelAt({ input: 1, output: 10 });

test('effort sums up tokens and cost, and ranks the times that answers took', () => {
  const answers = Array.from({ length: 20 }, (_, at) => ({
    answer: answer([100, 10], 20 - at),
    model: priced,
  }));
  expect(effortIn(answers)).toEqual({
    questions: 20,
    tokens: { input: 2000, output: 200, unstated: 0 },
    costUsd: 0.004,
    latencyMs: { answers: 20, median: 10, p95: 19, max: 20 },
  });
});

test('tokens that an answer does not state are counted as unknown, and so is the cost then', () => {
  const answers = [
    { answer: answer([100, 10], 5), model: priced },
    { answer: answer(null, null), model: priced },
  ];
  expect(effortIn(answers)).toMatchObject({
    tokens: { input: 100, output: 10, unstated: 1 },
    costUsd: null,
    latencyMs: { answers: 1 },
  });
});

test('a cost is unknown where one price is, and nothing where a model is free', () => {
  const unpriced = modelAt(undefined);
  const one = { answer: answer([1, 1], null), model: priced };
  expect(effortIn([one, { ...one, model: unpriced }]).costUsd).toBeNull();
  expect(effortIn([{ answer: answer(null, null), model: modelAt(undefined, true) }]).costUsd).toBe(0);
  expect(effortIn([])).toEqual({
    questions: 0,
    tokens: { input: 0, output: 0, unstated: 0 },
    costUsd: 0,
    latencyMs: null,
  });
});
