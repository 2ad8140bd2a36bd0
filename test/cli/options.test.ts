import { expect, test } from 'vitest';
import { dollars, roleModel, wholeNumber } from '../../src/cli/options.ts';

test('models of roles are collected, and ids may hold further slashes', () => {
  const one = roleModel('generator=local/meta/llama:8b');
  expect(roleModel('relevance=openai/gpt-4.1', one)).toEqual({
    generator: 'local/meta/llama:8b',
    relevance: 'openai/gpt-4.1',
  });
});

test.each(['generator', 'generator=gpt-4.1', '=openai/x', 'generator= openai/x'])(
  '%s is no role=provider/model',
  (text) => {
    expect(() => roleModel(text)).toThrow(/role=provider\/model/);
  },
);

test.each(['-1', '1.5', 'x', '1e3', ''])('%s is no seed', (text) => {
  expect(() => wholeNumber(0)(text)).toThrow(/whole number/);
});

test.each(['0', '-5', 'x', 'Infinity'])('%s is no budget', (text) => {
  expect(() => dollars(text)).toThrow(/dollars/);
});
