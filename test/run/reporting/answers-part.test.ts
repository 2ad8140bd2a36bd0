import { describe, expect, test } from 'vitest';
import type { Item, Response } from '../../../src/core/entity.ts';
import { answersPart } from '../../../src/run/reporting/answers-part.ts';
import { deliberationPart } from '../../../src/run/reporting/deliberation-part.ts';
import { summaryOptions } from '../../../src/stats/options.ts';

const item = (id: string): Item => ({
  ...{ kind: 'item', id, parents: [], rehearsal: false, scenario: 'travel', label: 'safe' },
  ...{ prompt: 'May I bring my own tea?', specs: [] },
  origin: { how: 'written', source: 'written', at: id, licence: 'none' },
});

const response = (more: Partial<Response> = {}): Response => ({
  ...{ kind: 'response', id: 'r', parents: [], rehearsal: false, item: 'i', asked: 'prompt', sample: 0 },
  ...{ subject: 'acme/assistant-2', method: 'align3', answer: 'Yes.', finish: 'stop', steps: [] },
  usage: { inputTokens: 100, outputTokens: 40 },
  ...more,
});

const partOf = (...responses: readonly (Response | undefined)[]) =>
  answersPart(
    responses.map((response, at) => ({ item: item(String(at)), response })),
    summaryOptions({ resamples: 100 }),
  );

describe('what answers took', () => {
  test('is the mean over those that state their tokens; unknown is no 0', () => {
    const long = response({ usage: { inputTokens: 300, outputTokens: 80 } });
    const part = partOf(response(), long, response({ usage: null }), undefined);
    expect(part).toMatchObject({ asked: 4, stated: 2 });
    expect([part.tokens?.input.value, part.tokens?.output.value]).toEqual([200, 60]);
    expect(partOf(response({ usage: null })).tokens).toBeNull();
    expect(partOf().tokens).toBeNull();
  });

  test('counts who is without an answer, given up ones included', () => {
    expect(partOf(response(), response({ answer: null }), undefined).without).toBe(2);
  });

  test('counts answers with a pass that was cut off, once each; one without passes is its own only pass', () => {
    const step = { name: 'a', text: '', usage: null };
    const cut = { ...step, cut: true } as const;
    const some = [response({ steps: [cut, cut, step] }), response({ finish: 'length' })];
    expect(partOf(...some, response({ steps: [step], finish: 'length' }), response()).cut).toBe(2);
  });
});

describe('what a method is told by', () => {
  const facts = (options: object, kind: 'instruct' | 'reasoning' = 'reasoning') => ({
    stages: [{ name: 'respond', version: '1', options }],
    models: { subject: 'acme/assistant-2' },
    kind,
  });

  test('are the steps of align3 in their order, its form, and the budget', () => {
    expect(deliberationPart(facts({ method: 'align3', steps: ['audit', 'behavior'], tokens: 900 }))).toEqual({
      ...{ name: 'align3', steps: ['behavior', 'audit'], form: 'trace', budget: 900 },
    });
    expect(deliberationPart(facts({ method: 'align3' }, 'instruct'))).toEqual({
      ...{ name: 'align3', steps: ['behavior', 'safety', 'audit'], form: 'turns', budget: null },
    });
    expect(deliberationPart(facts({ method: 'align3', steps: [] })).steps).toEqual([]);
  });

  test('are no steps of another method, and nothing where nothing was asked', () => {
    const none = { steps: null, form: null, budget: null };
    expect(deliberationPart(facts({ method: 'tpo' }))).toEqual({ ...none, name: 'tpo' });
    expect(deliberationPart({ stages: [], models: {} })).toEqual({ ...none, name: 'unknown' });
  });
});
