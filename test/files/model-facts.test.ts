import { expect, test } from 'vitest';
import { factsIn, modelFacts, readModelFacts } from '../../src/files/model-facts.ts';

test('a model is known by the last part of its id, whatever its case, and by the longest match', () => {
  expect(modelFacts('local/Qwen/Qwen3-32B')).toMatchObject({ kind: 'reasoning', openness: 'open' });
  expect(modelFacts('openai/gpt-4.1-mini')).toMatchObject({
    kind: 'instruct',
    openness: 'closed',
    sampling: {},
  });
  expect(modelFacts('openai/o4-mini')?.kind).toBe('reasoning');
  expect(modelFacts('Phi-4-reasoning')?.kind).toBe('reasoning');
  expect(modelFacts('rehearsal/default')).toBeUndefined();
  expect(modelFacts('qwen3-32b/other')).toBeUndefined();
});

test('a model that both reasons and answers at once is asked for by kind', () => {
  const [thinking, plain] = (['reasoning', 'instruct'] as const).map((kind) =>
    modelFacts('x/qwen3-8b', kind),
  );
  expect(thinking?.sampling).toMatchObject({ temperature: 0.6, topP: 0.95 });
  expect(plain?.sampling).toMatchObject({ temperature: 0.7, topP: 0.8 });
  expect(modelFacts('x/gpt-4.1', 'reasoning')).toBeUndefined();
});

const list = (models: string) => `asOf: 2026-01-01\nnote: a list\nmodels:\n${models}`;

test('a name in full comes before a longer pattern', () => {
  const entry = (match: string, kind: string) =>
    `  - { match: ["${match}"], kind: ${kind}, openness: open, source: a card }\n`;
  const read = readModelFacts(
    list(entry('ab*', 'instruct') + entry('abc*', 'reasoning') + entry('abcd', 'instruct')),
    'f',
  );
  expect(['abx', 'abce', 'abcd'].map((name) => factsIn(read, name)?.kind)).toEqual([
    'instruct',
    'reasoning',
    'instruct',
  ]);
});

test('what is wrong with a list is said by line', () => {
  const wrong = list('  - { match: [Abc], kind: fast, openness: open, source: a card }\n');
  expect(() => readModelFacts(wrong, 'models.yaml')).toThrow(/models\.yaml:4:\d+/);
});
