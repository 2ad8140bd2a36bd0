import { expect, test } from 'vitest';
import { deliberationOptions, type GivenOptions, methods } from '../../src/deliberation/index.ts';

const forecast = (method: string, given: GivenOptions = {}) => {
  const { subject, reward } = methods.get(method)!.forecast(deliberationOptions(given), 'instruct');
  return { subject, reward };
};

test('a plan counts all passes, and a reward for each answer that is compared', () => {
  expect(forecast('best-of-n')).toEqual({ subject: 15, reward: 15 });
  expect(forecast('best-of-n', { answers: 1 })).toEqual({ subject: 1, reward: 0 });
  expect(forecast('self-refine')).toEqual({ subject: 29, reward: 0 });
  expect(forecast('self-refine', { refinements: 15 })).toEqual({ subject: 31, reward: 0 });
  expect(forecast('tpo')).toEqual({ subject: 19, reward: 15 });
  expect(forecast('tpo', { rounds: 1, samples: 4 })).toEqual({ subject: 4, reward: 4 });
});

test('a partial turn is continued only where a subject that reasons is asked within a budget', () => {
  for (const name of ['best-of-n', 'self-refine', 'tpo']) {
    const continues = (given: GivenOptions, kind: 'instruct' | 'reasoning') =>
      methods.get(name)!.continues(deliberationOptions(given), kind);
    expect(continues({}, 'reasoning')).toBe(false);
    expect(continues({ tokens: 500 }, 'instruct')).toBe(false);
    expect(continues({ tokens: 500 }, 'reasoning')).toBe(true);
  }
});

test('those that compare answers need a reward model and samples that can differ', () => {
  const needs = (name: string) => [methods.get(name)!.roles, methods.get(name)!.samples];
  expect(needs('best-of-n')).toEqual([['reward'], true]);
  expect(needs('tpo')).toEqual([['reward'], true]);
  expect(needs('self-refine')).toEqual([undefined, undefined]);
});
