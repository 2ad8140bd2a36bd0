import { expect, test } from 'vitest';
import { renderMessages } from '../../src/core/prompt.ts';
import { chatQuestion } from '../answers/fixtures/samples.ts';
import { ask, everyText, faultOf } from './openai-support.ts';

const quietWeekend = 'Please plan a quiet weekend by the sea for two';
const rendered = (text: string) =>
  chatQuestion('', {
    body: {
      messages: renderMessages('relevance', {
        instructions: 'Say whether the candidate fits the scenario.',
        sections: [
          { name: 'scenario', text: 'Trips' },
          { name: 'candidate', text },
        ],
        request: 'Answer with JSON.',
      }).map(({ role, content }) => ({ role, content })),
    },
  });

test.each([
  ['a part', quietWeekend, { message: `cannot read 'plan a quiet weekend by the sea'` }],
  ['a short prompt', 'Get me to Rome?', { message: "Bad input: 'get me to rome'" }],
  ['a single word', 'Timbuktu', { message: 'cannot read "timbuktu"' }],
  ['other case', quietWeekend, { message: `INPUT ${quietWeekend.toUpperCase()}` }],
  ['other separators', quietWeekend, { message: `tokens: ${quietWeekend.split(' ').join('|')}` }],
  ['letters apart', quietWeekend, { message: [...quietWeekend].join(' ') }],
  ['another script', '请帮我预订去罗马的火车票', { message: '无效：预订去罗马' }],
  ['a code', quietWeekend, { code: quietWeekend, message: 'x' }],
  ['a short code', 'Get me to Rome?', { code: 'get_me_to_rome', message: 'x' }],
  ['a type', quietWeekend, { type: `bad: ${quietWeekend}`, message: 'x' }],
])('what a server quotes of the question stays out of the error: %s', async (_, text, error) => {
  for (const question of [chatQuestion(text), rendered(text)]) {
    const fault = await faultOf({ status: 400, body: { error } as never }, question);
    expect(folded(everyText(fault))).not.toMatch(/quietweekend|bythesea|getmeto|timbuktu|罗马/);
    expect(fault.message).toContain('answered 400');
  }
});

test('what a server says in its own words is shown, though it sounds like our instructions', async () => {
  const error = { code: 'bad_field', message: 'the field candidate fits no schema; answer with JSON.' };
  const fault = await faultOf({ status: 400, body: { error } }, rendered(quietWeekend));
  expect(fault.message).toContain('bad_field: the field candidate fits no schema; answer with JSON');
});

test('a prompt that speaks of filters and lengths does not make a broken request look like an answer', async () => {
  const text = 'What is a content filter, and what a maximum context length?';
  const fault = await faultOf(
    { status: 400, body: { error: { message: `unclosed: ${text}` } } },
    chatQuestion(text),
  );
  expect(fault).toMatchObject({ blame: 'question', retryable: false });
});

/** A trace that shares runs of letters with any sentence about lengths. */
const trace =
  'I should reduce the length of the messages, or the completion, and the length of the prompt, by the maximum.';

test.each([
  "This model's maximum context length is 4096 tokens. However, you requested 5200 tokens (5000 in the messages, 200 in the completion). Please reduce the length of the messages or completion.",
  "This model's maximum context length is 4096 tokens. However, your messages resulted in 5000 tokens. Please reduce the length of the messages.",
  "This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens. Please reduce the length of the input messages.",
  'The decoder prompt (length 5000) is longer than the maximum model length of 4096. Please reduce the length of the prompt.',
  "The input (5000 tokens) is longer than the model's context length (4096 tokens). Please reduce the length of the prompt.",
  'the request exceeds the available context size, reduce the length of the messages',
])(
  'a question that is too long is an answer, whatever words it shares with what its server says: %s',
  async (text) => {
    expect(await ask({ status: 400, body: { error: { message: text } } }, rendered(trace))).toMatchObject({
      finish: 'rejected',
      body: { text: null },
    });
  },
);

test.each([
  "This model's maximum context length is 4096 tokens. However, you requested 5200 tokens (3000 in the messages, 2200 in the completion). Please reduce the length of the messages or completion.",
  "This model's maximum context length is 4096 tokens. However, you requested 2200 output tokens and your prompt contains at least 3000 input tokens, reduce the length of the messages",
  "Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of 5200 tokens: 3000 tokens from the input messages and 2200 tokens for the completion. Please reduce the length of the prompt.",
])(
  'a reply that is too long for what a trace leaves is a matter of the setup, and numbers alone are shown: %s',
  async (text) => {
    const fault = await faultOf({ status: 400, body: { error: { message: text } } }, rendered(trace));
    expect(fault).toMatchObject({ blame: 'setup', retryable: false });
    expect(fault.message).toMatch(/4096.*lower maxTokens of the role/);
    expect(fault.message).not.toContain('reduce the length');
  },
);

test('what follows a sentence about lengths is neither believed nor shown where it quotes the question', async () => {
  const text = `This model's maximum context length is 4096 tokens: ${quietWeekend}, content filter`;
  const error = { code: 'invalid', message: `bad field; ${text}` };
  const fault = await faultOf({ status: 400, body: { error } }, rendered(quietWeekend));
  expect(fault).toMatchObject({ retryable: false });
  expect(folded(everyText(fault))).not.toMatch(/quietweekend|contentfilter/);
});

const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
