import { expect, test } from 'vitest';
import { chatTraits, defaultOutputTokens, rewardTraits } from '../../src/answers/traits.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { chatQuestion, rewardQuestion } from './fixtures/samples.ts';

const worst = (more: JsonObject) => {
  const question = chatQuestion('How late does the museum close?');
  return chatTraits.worstCase({ ...question, body: { ...question.body, ...more } });
};

test.each([
  ['no limit', {}, defaultOutputTokens],
  ['a limit', { max_tokens: 500 }, 500],
  ['the limit that reasoning models have', { max_completion_tokens: 20_000 }, 20_000],
  ['both', { max_tokens: 500, max_completion_tokens: 20_000 }, 20_000],
])('a reply of %s is reserved for what it can cost', async (_what, body, expected) => {
  expect((await worst(body)).outputTokens).toBe(expected);
});

test('a schema that the reply is held to is reserved for', async () => {
  const schema = { type: 'object', properties: { verdict: { type: 'string', enum: ['YES', 'NO', 'NA'] } } };
  const form = { type: 'json_schema', json_schema: { name: 'judge', strict: true, schema } };
  const [plain, held] = [await worst({}), await worst({ response_format: form })];
  expect(held.inputTokens).toBeGreaterThan(plain.inputTokens + 20);
});

test('a reward is reserved for by its conversation, the scored answer included, and by no output', async () => {
  const short = await rewardTraits.worstCase(rewardQuestion('At six.'));
  const long = await rewardTraits.worstCase(rewardQuestion('At six. '.repeat(50)));
  expect([short.outputTokens, long.outputTokens]).toEqual([0, 0]);
  expect(long.inputTokens).toBeGreaterThan(short.inputTokens + 100);
});
