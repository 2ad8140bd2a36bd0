import { expect, test } from 'vitest';
import { renderMessages } from '../../src/core/prompt.ts';
import { chatQuestion } from '../answers/fixtures/samples.ts';
import { everyText, faultOf } from './openai-support.ts';

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

const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
