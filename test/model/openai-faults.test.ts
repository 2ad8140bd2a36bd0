import { expect, test } from 'vitest';
import { ModelError } from '../../src/core/errors.ts';
import { chatQuestion } from '../answers/fixtures/samples.ts';
import { startFaultServer } from '../support/fault-server.ts';
import { ask, everyText, faultOf, never, open } from './openai-support.ts';

test.each([408, 409, 429, 500, 502, 503])(
  'status %i may succeed later and was not billed',
  async (status) => {
    expect(await faultOf({ status, body: { error: { message: 'x' } } })).toMatchObject({
      status,
      retryable: true,
      maybeBilled: false,
    });
  },
);

test.each([
  [401, 'keyFrom'],
  [403, 'no right'],
  [404, 'baseUrl'],
  [400, '400'],
  [422, '422'],
])('status %i does not get better by asking again, and says what to look at', async (status, hint) => {
  const fault = await faultOf({ status, body: { error: { message: 'nope' } } });
  expect(fault).toMatchObject({ status, retryable: false });
  expect(fault.message).toContain(hint);
  expect(fault.message).toContain('nope');
});

const tooLargeOf = (maxTokens: number, prompt: number) =>
  `'max_tokens' or 'max_completion_tokens' is too large: ${maxTokens}. This model's maximum context length is ` +
  `4096 tokens and your request has ${prompt} input tokens (${maxTokens} > 4096 - ${prompt}).`;
const classic = (prompt: number, reply: number) =>
  `This model's maximum context length is 4096 tokens. However, you requested ${prompt + reply} tokens ` +
  `(${prompt} in the messages, ${reply} in the completion). Please reduce the length of the messages or completion.`;

const sglang = (prompt: number, reply: number) =>
  `Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of ${prompt + reply} tokens: ` +
  `${prompt} tokens from the input messages and ${reply} tokens for the completion. Please reduce the number of tokens in the input messages or the completion to fit within the limit.`;
const newer = (prompt: number, reply: number) =>
  `This model's maximum context length is 4096 tokens. However, you requested ${reply} output tokens and your prompt contains at least ${prompt} input tokens, ` +
  `for a total of at least ${prompt + reply} tokens. (parameter=input_tokens, value=${prompt})`;

test.each([
  { object: 'error', message: sglang(1534, 4096), type: 'BadRequestError', code: 400 },
  { error: { message: newer(1534, 4000), param: 'input_tokens', code: 400 } },
  { object: 'error', message: tooLargeOf(4096, 1534), type: 'BadRequestError', code: 400 },
  { error: { code: 'context_length_exceeded', param: 'messages', message: classic(1534, 4096) } },
  { error: { param: 'max_tokens', message: 'max_tokens is too large: 9. At most 8 completion tokens.' } },
  {
    error:
      '`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 1534 `inputs` tokens and 4096 `max_new_tokens`',
  },
])('a reply that may be longer than the model can write is a matter of the setup: %j', async (body) => {
  const fault = await faultOf({ status: 400, body: body as never });
  expect(fault).toMatchObject({ status: 400, blame: 'setup', retryable: false });
  expect(fault.message).toContain('lower maxTokens of the role');
});

test.each([tooLargeOf(200, 5000), classic(5000, 200), sglang(5000, 200), newer(5000, 200)])(
  'a prompt that alone is too long is not: %s',
  async (text) => {
    expect(await ask({ status: 400, body: { error: { message: text } } })).toMatchObject({
      finish: 'rejected',
    });
  },
);

test('a parameter that the server does not take is a matter of the setup, a bad message is not', async () => {
  for (const error of [
    { code: 'unsupported_value', param: 'temperature', message: 'only 1 is taken' },
    { message: 'Unrecognized request argument supplied: seed' },
  ]) {
    const fault = await faultOf({ status: 400, body: { error } });
    expect(fault).toMatchObject({ blame: 'setup' });
    expect(fault.message).toContain('omit');
  }
  const bad = { param: 'messages[0].content', message: 'not a string' };
  expect(await faultOf({ status: 400, body: { error: bad } })).toMatchObject({ blame: 'question' });
});

test.each([
  [403, { error: { message: 'Your account was flagged by our content policy' } }],
  [403, '<html>Blocked by content filter</html>'],
  [403, { error: { message: 'no access to this model' } }],
])('status %i %j is no stop of a filter', async (status, body) => {
  expect(await faultOf({ status, body: body as never })).toMatchObject({ status, blame: 'setup' });
});

test('an account without credit is not asked again, though its status is 429', async () => {
  const body = { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } };
  const fault = await faultOf({ status: 429, body });
  expect(fault).toMatchObject({ retryable: false, blame: 'server' });
  expect(fault.message).toContain('no credit left');
});

test.each([
  ['retry-after-ms', '1500', 1500],
  ['retry-after', '2', 2000],
  ['retry-after', '0.5', 500],
  ['retry-after', 'Wed, 01 Jan 2020 00:00:00 GMT', 0],
  ['retry-after', 'soon', undefined],
  ['x-other', '1', undefined],
])('header %s: %s asks to wait %s ms', async (name, value, retryAfterMs) => {
  const reply = { status: 429, headers: { [name]: value }, body: { error: { message: 'x' } } };
  expect((await faultOf(reply)).retryAfterMs).toBe(retryAfterMs);
});

test.each([
  ['no choices', { model: 'm', choices: [] }],
  ['no message', { model: 'm', choices: [{}] }],
  ['an error in a good status', { error: { message: 'x' } }],
  ['a page', '<html>busy</html>'],
  ['half a body', '{"choices":[{"mess'],
  ['an end by error', { choices: [{ finish_reason: 'error', message: { content: 'x' } }] }],
])('%s is a fault that may have been billed', async (_, body) => {
  expect(await faultOf({ body: body as never })).toMatchObject({ retryable: true, maybeBilled: true });
});

test.each(['reset', 'truncated', 'malformed'] as const)(
  'a %s connection is a fault that may have been billed',
  async (kind) => {
    await using server = await startFaultServer({
      reply: () => 'secret reply',
      faultRate: 1,
      faults: [kind],
    });
    const call = open({ baseUrl: server.url }).servers[0]!.chat!;
    const error = await call(chatQuestion('a'), never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ retryable: true, maybeBilled: true });
    expect(everyText(error)).not.toContain('secret reply');
    expect(server.played.get(kind)).toBe(1);
  },
);

test('a refused connection is a fault that cannot have been billed', async () => {
  const server = await startFaultServer({ reply: () => 'x' });
  await server.stop();
  const call = open({ baseUrl: server.url }).servers[0]!.chat!;
  const error = await call(chatQuestion('a'), never).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ retryable: true, maybeBilled: false });
  expect(String(error)).toMatch(/cannot be reached \(ECONNREFUSED\)/);
});

test('an aborted attempt ends at once, with the reason', async () => {
  await using server = await startFaultServer({ reply: () => 'x', faultRate: 1, faults: ['hang'] });
  const controller = new AbortController();
  const attempt = open({ baseUrl: server.url }).servers[0]!.chat!(chatQuestion('a'), controller.signal);
  const reason = new ModelError('too late', { retryable: true });
  setTimeout(() => controller.abort(reason), 20);
  await expect(attempt).rejects.toBe(reason);
});
