import { expect, test } from 'vitest';
import { inputTokensOf } from '../../src/answers/tokens.ts';
import { ConfigError, ModelError } from '../../src/core/errors.ts';
import { keyOf } from '../../src/core/question.ts';
import { batchLine, readBatchReply } from '../../src/model/batch-format.ts';
import { batchWire } from '../../src/model/batch-wire.ts';
import { completionRequest } from '../../src/model/completion.ts';
import { openaiOptions } from '../../src/model/openai-options.ts';
import { openTurnRenderer } from '../../src/model/render-turns.ts';
import { turnFault } from '../../src/model/turn-fault.ts';
import { turnRenderers } from '../../src/model/turn-renderers.ts';
import { failure } from '../support/model-server.ts';
import { startVllm, type VllmOptions } from '../support/vllm-server.ts';
import { asked, begun, openIn, templateFolder, turnQuestion } from './continued-support.ts';
import { everyText, never } from './openai-support.ts';

const goingOn = () => ({ text: ' no flash.</think>You may.' });

/** Asks one question of a server by way of the completions route, with the Qwen3 layout. */
async function askByText(server: VllmOptions, options: Record<string, unknown> = {}, question = begun) {
  using templates = templateFolder();
  await using vllm = await startVllm(server);
  const provider = openIn(templates.root, {
    baseUrl: vllm.url,
    continuation: 'completions',
    chatTemplates: { m: 'qwen3.json' },
    ...options,
  });
  const answer = await provider.servers[0]!.chat!(turnQuestion(question), never);
  return { answer, requests: vllm.requests };
}

const faultByText = async (server: VllmOptions, question = begun): Promise<ModelError> => {
  const error = await askByText(server, {}, question).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
};

test('a partial turn goes out by chat, left open, with all that the question says', async () => {
  await using server = await startVllm({ reply: goingOn });
  const provider = openIn('.', { baseUrl: server.url, continuation: 'chat' });
  const answer = await provider.servers[0]!.chat!(turnQuestion(begun), never);
  expect(server.requests).toEqual([
    {
      route: '/v1/chat/completions',
      body: {
        model: 'm',
        messages: [asked, { role: 'assistant', content: begun }],
        stop: ['</think>'],
        max_tokens: 40,
        seed: 7,
        continue_final_message: true,
        add_generation_prompt: false,
      },
    },
  ]);
  expect(answer).toMatchObject({
    body: { text: ' no flash.' },
    finish: 'stop',
    usage: { outputTokens: 2 },
    by: 'local/m',
  });
});

test('a whole turn is asked for as before', async () => {
  await using server = await startVllm();
  const provider = openIn('.', { baseUrl: server.url, continuation: 'completions' });
  const question = { ...turnQuestion(''), body: { messages: [asked] } };
  await provider.servers[0]!.chat!(question, never);
  expect(server.requests).toEqual([
    { route: '/v1/chat/completions', body: { model: 'm', messages: [asked] } },
  ]);
});

test('by the completions route it goes out as the text that the model’s own template writes', async () => {
  const { answer, requests } = await askByText({ reply: goingOn });
  const prompt = `<|im_start|>user\n${asked.content}<|im_end|>\n<|im_start|>assistant\n${begun}`;
  expect(requests).toEqual([
    {
      route: '/v1/completions',
      body: {
        model: 'm',
        prompt,
        add_special_tokens: false,
        stop: ['</think>'],
        max_tokens: 40,
        seed: 7,
      },
    },
  ]);
  expect(answer).toMatchObject({
    body: { text: ' no flash.' },
    finish: 'stop',
    usage: { outputTokens: 2 },
    by: 'local/m',
  });
});

test('what says how a conversation is rendered is used here, and not sent', async () => {
  using templates = templateFolder();
  await using server = await startVllm();
  const provider = openIn(templates.root, {
    baseUrl: server.url,
    continuation: 'completions',
    chatTemplates: { m: 'qwen3.json' },
    omit: ['seed', 'add_special_tokens'],
  });
  const members = {
    chat_template_kwargs: { mood: 'calm' },
    chat_template: "{{ mood }}: {{ messages[-1].content }}{{ '\\n>' if add_generation_prompt }}",
  };
  await provider.servers[0]!.chat!(turnQuestion('So', members), never);
  expect(server.bodies('/v1/completions')).toEqual([
    {
      model: 'm',
      prompt: `calm: ${asked.content}\n>So`,
      stop: ['</think>'],
      max_tokens: 40,
    },
  ]);
});

test('the limit has one name on the completions route, whichever it has in chats', async () => {
  const { requests } = await askByText({}, { maxTokensField: 'max_completion_tokens' });
  expect(requests[0]?.body).toMatchObject({ max_tokens: 40 });
  expect(requests[0]?.body).not.toHaveProperty('max_completion_tokens');
  const messages = [asked, { role: 'assistant', content: begun }];
  const question = { ...turnQuestion(begun), body: { messages, max_completion_tokens: 30 } };
  expect(completionRequest(question, 'So')).toMatchObject({ prompt: 'So', max_tokens: 30 });
});

test('a turn that is cut off at its limit says so, and an empty one is one', async () => {
  const cut = await askByText({ reply: () => ({ text: 'word '.repeat(60) }) });
  expect(cut.answer).toMatchObject({ finish: 'length', usage: { outputTokens: 40 } });
  const none = await askByText({ reply: () => ({ text: '' }) });
  expect(none.answer).toMatchObject({ body: { text: '' }, finish: 'stop', usage: { outputTokens: 0 } });
});

test.each([
  [false, { text: '<think>Once more.</think>You may.' }],
  [true, { text: 'You may.', reasoning: 'Once more.' }],
])(
  'a block at the start of what follows stays there, unless the server took it off: %s',
  async (reasoningParser, body) => {
    const reply = () => ({ text: '<think>Once more.</think>You may.' });
    await using server = await startVllm({ reasoningParser, reply });
    const provider = openIn('.', { baseUrl: server.url, continuation: 'chat' });
    const question = turnQuestion('<think>\n\n</think>\n\n', { stop: [] });
    expect((await provider.servers[0]!.chat!(question, never)).body).toEqual(body);
  },
);

test('a parser that calls all of it reasoning leaves it as that', async () => {
  await using server = await startVllm({ reasoningParser: true, reply: goingOn });
  const provider = openIn('.', { baseUrl: server.url, continuation: 'chat' });
  expect((await provider.servers[0]!.chat!(turnQuestion(begun), never)).body).toEqual({
    text: null,
    reasoning: ' no flash.',
  });
});

test.each([
  [500, true],
  [429, true],
  [404, false],
  [400, false],
])('status %i of the completions route is a fault like that of chats', async (status, retryable) => {
  const fault = await faultByText({ before: () => failure(status, 'out of order') });
  expect(fault).toMatchObject({ status, retryable });
  expect(fault.message).toContain('out of order');
});

test.each([
  ['no completion', { choices: [] }],
  ['no text', { choices: [{ text: 7, finish_reason: 'stop' }] }],
  ['broken off', { choices: [{ text: 'so', finish_reason: 'abort' }] }],
])(
  'a reply of the completions route with %s may have been billed, and is asked for again',
  async (_, body) => {
    expect(await faultByText({ before: () => Response.json(body) })).toMatchObject({
      retryable: true,
      maybeBilled: true,
    });
  },
);

test('a prompt that is too long for the completions route is an answer, like that of a chat', async () => {
  const before = () => failure(400, "This model's maximum context length is 64 tokens, the prompt has 90.");
  expect((await askByText({ before })).answer).toMatchObject({ body: { text: null }, finish: 'rejected' });
});

test('an attempt by the completions route that hangs ends with its signal', async () => {
  using templates = templateFolder();
  await using server = await startVllm({ before: () => new Promise(() => {}) });
  const provider = openIn(templates.root, {
    baseUrl: server.url,
    continuation: 'completions',
    chatTemplates: { m: 'qwen3.json' },
  });
  const late = new ModelError('too late', { retryable: true });
  const ends = new AbortController();
  const attempt = provider.servers[0]!.chat!(turnQuestion(begun), ends.signal);
  setTimeout(() => ends.abort(late), 20);
  await expect(attempt).rejects.toBe(late);
});

test('neither the turn nor the rendered prompt stands in an error that quotes them', async () => {
  const secret = '<think>\nThe vault behind the tapestry opens at noon';
  const before = ({ body }: { body: { prompt?: unknown } }) =>
    failure(500, `cannot tokenize: ${String(body.prompt)}`);
  const fault = await faultByText({ before }, secret);
  expect(everyText(fault)).not.toContain('tapestry');
  expect(fault.message).toContain('quotes the question');
});

test('a turn that the server’s template drops is a fault of the setup, and is not quoted', async () => {
  await using server = await startVllm({ template: 'deepseek-r1' });
  const provider = openIn('.', { baseUrl: server.url, continuation: 'chat' });
  const question = turnQuestion('<think>\nThe vault behind the tapestry\n</think>\n\nIt');
  const fault = await provider.servers[0]!.chat!(question, never).catch((thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(ModelError);
  expect(fault).toMatchObject({ status: 400, blame: 'setup', retryable: false });
  expect(String(fault)).toContain('its chat template drops a part of it');
  expect(everyText(fault)).not.toContain('tapestry');
});

test('what an error quotes behind its first words is no word of the server’s', () => {
  const said = 'The value of continue_final_message is set, and the chat template drops it';
  expect(turnFault(new Error(`400 ${said}`), 'here')).toBeInstanceOf(ModelError);
  expect(turnFault(new Error(`400 Not taken: ${'so '.repeat(40)}${said}`), 'here')).toBeUndefined();
});

test('a template is opened once, and a model without one has none, whatever it is called', async () => {
  using templates = templateFolder();
  const renderers = turnRenderers('local', { chatTemplates: { m: 'qwen3.json' } }, templates.root);
  expect(await renderers.of('m')).toBe(await renderers.of('m'));
  expect(await renderers.of('constructor')).toBeUndefined();
});

test('the key of a question is the same whichever way its turn goes', async () => {
  using templates = templateFolder();
  const { prompt } = await openTurnRenderer('here', 'qwen3.json', templates.root);
  const question = turnQuestion(begun);
  const lines = [{}, { prompt }].map((wire) => JSON.parse(batchLine(question, wire)));
  expect(lines.map(({ custom_id }) => custom_id)).toEqual([keyOf(question), keyOf(question)]);
  expect(lines.map(({ url }) => url)).toEqual(['/v1/chat/completions', '/v1/completions']);
  expect(lines[0].body).toMatchObject({ continue_final_message: true, add_generation_prompt: false });
  expect(lines[1].body.prompt).toMatch(/assistant\n<think>\nThe rules of the museum say$/);
});

test('lines of a batch are written as the settings say, by chat where they say nothing', async () => {
  using templates = templateFolder();
  const lineOf = async (options: Record<string, unknown>) => {
    const parsed = openaiOptions.parse({ baseUrl: 'http://127.0.0.1:1/v1', ...options });
    const question = turnQuestion(begun);
    return JSON.parse(batchLine(question, await batchWire('local', parsed, templates.root)(question)));
  };
  expect((await lineOf({})).body).toMatchObject({ continue_final_message: true });
  const chatTemplates = { m: 'r1.json' };
  expect((await lineOf({ chatTemplates })).url).toBe('/v1/chat/completions');
  expect(await lineOf({ chatTemplates, continuation: 'completions' })).toMatchObject({
    url: '/v1/completions',
    body: { prompt: expect.stringMatching(/<｜Assistant｜><think>\nThe rules of the museum say$/) },
  });
  for (const options of [{ continuation: 'none' }, { continuation: 'completions' }, { baseUrl: undefined }])
    await expect(lineOf(options)).rejects.toThrow(ConfigError);
});

test('the input of a question is estimated with its turn', async () => {
  const count = (partial: string) => inputTokensOf(turnQuestion(partial));
  expect((await count('one two three four')) - (await count('one'))).toBe(3);
});

test('a batch’s reply is read by what it is, whichever way the line was written', () => {
  const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
  const text = '<think>no flash.';
  const replies = [
    { model: 'm', choices: [{ text, finish_reason: 'stop' }], usage },
    { model: 'm', choices: [{ message: { content: text }, finish_reason: 'stop' }], usage },
  ];
  for (const body of replies)
    expect(readBatchReply(turnQuestion(begun), { status: 200, body })).toMatchObject({
      body: { text },
      usage: { inputTokens: 3, outputTokens: 2 },
    });
});
