import { expect, test } from 'vitest';
import { wireOptions } from '../../src/model/openai-options.ts';
import { chatQuestion } from '../answers/fixtures/samples.ts';
import { completion, startFaultServer } from '../support/fault-server.ts';
import { ask, message, never, open } from './openai-support.ts';

test('a reply becomes an answer with its tokens, its answerer and the time it took', async () => {
  const answer = await ask('good day');
  const { latencyMs, ...rest } = answer;
  expect(rest).toEqual({
    body: { text: 'good day' },
    finish: 'stop',
    usage: { inputTokens: 1, outputTokens: 2 },
    by: 'local/m',
  });
  expect(latencyMs).toBeGreaterThanOrEqual(0);
});

test('the request says what the question says, in the words of the server', async () => {
  await using server = await startFaultServer({ reply: () => 'x' });
  const body = {
    messages: [{ role: 'user', content: 'a' }],
    temperature: 0,
    max_tokens: 9,
    seed: 4,
    custom: { a: [1] },
  };
  const question = chatQuestion('', { to: 'local/org/model', body });
  await open({ baseUrl: server.url }).servers[0]!.chat!(question, never);
  await open({ baseUrl: server.url, maxTokensField: 'max_completion_tokens', omit: ['seed'] }).servers[0]!
    .chat!(question, never);
  const { seed: _, max_tokens: maxTokens, ...rest } = body;
  expect(server.asked.map((asked) => [asked.path, asked.body])).toEqual([
    ['/v1/chat/completions', { model: 'org/model', ...body }],
    ['/v1/chat/completions', { model: 'org/model', ...rest, max_completion_tokens: maxTokens }],
  ]);
});

test('OpenAI itself is asked with max_completion_tokens, other servers with max_tokens', () => {
  expect(wireOptions({}).maxTokensField).toBe('max_completion_tokens');
  expect(wireOptions({ baseUrl: 'http://127.0.0.1:1/v1' }).maxTokensField).toBe('max_tokens');
});

test.each([
  ['a field of its own', message('yes', { reasoning_content: 'hm' }), { text: 'yes', reasoning: 'hm' }],
  ['another field', message('yes', { reasoning: 'hm' }), { text: 'yes', reasoning: 'hm' }],
  ['a think block', message('<think>\nhm\n</think>\n\nyes'), { text: 'yes', reasoning: 'hm' }],
  [
    'a closing tag alone: what stands before it may be content',
    message('no, it quotes\n</think>\n\nyes'),
    { text: 'no, it quotes\n</think>\n\nyes' },
  ],
  ['a block that never ends', message('<think>hm, and'), { text: '', reasoning: 'hm, and' }],
  ['no reasoning', message(' as it came\n'), { text: ' as it came\n' }],
  ['a tag that is content', message('write <think> and </think>'), { text: 'write <think> and </think>' }],
  [
    'content in parts',
    message([
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]),
    { text: 'ab' },
  ],
  ['no content', message(null), { text: null }],
])('reasoning is split from the answer: %s', async (_, reply, body) => {
  expect((await ask(reply)).body).toEqual(body);
});

test.each([
  ['stop', 'stop'],
  [null, 'stop'],
  ['length', 'length'],
  ['content_filter', 'filter'],
  ['tool_calls', 'stop'],
])('finish_reason %s is finish %s', async (reason, finish) => {
  const body = { model: 'm', choices: [{ finish_reason: reason, message: { content: 'x' } }] };
  expect(await ask({ body })).toMatchObject({ finish, usage: null });
});

test('a refusal is an answer, with its text', async () => {
  const answer = await ask(message(null, { refusal: 'I will not.' }));
  expect(answer).toMatchObject({ finish: 'refusal', body: { text: 'I will not.' } });
});

test.each([
  [400, { error: { code: 'context_length_exceeded', message: 'x' } }, 'rejected'],
  [
    400,
    { object: 'error', message: "This model's maximum context length is 4096 tokens", code: 400 },
    'rejected',
  ],
  [400, { error: { message: 'the prompt is too long: 9 > 8' } }, 'rejected'],
  [413, 'Payload Too Large', 'rejected'],
  [
    400,
    { error: { code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } } },
    'filter',
  ],
  [400, { error: { code: 'invalid_prompt', message: 'x' } }, 'filter'],
  [400, { error: { type: 'exceed_context_size_error', code: 400 } }, 'rejected'],
  [422, { error: 'Input validation error: `inputs` must have less than 512 tokens. Given: 600' }, 'rejected'],
  [
    403,
    {
      error: {
        code: 403,
        message: 'some/model requires moderation on Provider. Your input was flagged for "travel".',
      },
    },
    'filter',
  ],
  [403, { error: { code: 403, message: 'no', metadata: { reasons: ['travel'] } } }, 'filter'],
  [422, { error: { message: 'The prompt was flagged as against the usage policies' } }, 'filter'],
  [400, { error: { message: 'Rejected by the content policy' } }, 'filter'],
])('status %i %j is a stored answer, not a fault', async (status, body, finish) => {
  expect(await ask({ status, body: body as never })).toMatchObject({
    finish,
    body: { text: null },
    usage: { inputTokens: 0, outputTokens: 0 },
    by: 'local/m',
  });
});

test('the rehearsal model keeps its name over HTTP', async () => {
  const answer = await ask({ body: { ...completion('x', {}), model: 'rehearsal@abc' } });
  expect(answer.by).toBe('rehearsal@abc');
});

test.each([
  { prompt_tokens: -5, completion_tokens: 1 },
  { prompt_tokens: 1.5, completion_tokens: 2 },
  { prompt_tokens: 1, completion_tokens: '2' },
  { prompt_tokens: 1 },
  { completion_tokens: 1 },
  { prompt_tokens: 1, completion_tokens: 1e300 },
])('token counts that are none are unknown, not believed: %j', async (usage) => {
  const body = { model: 'm', choices: [{ message: { content: 'x' } }], usage };
  expect((await ask({ body })).usage).toBeNull();
});
