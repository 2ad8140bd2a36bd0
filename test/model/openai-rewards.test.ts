import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Answer, Question } from '../../src/core/question.ts';
import { rewardRoutes } from '../../src/model/reward-request.ts';
import { rewardQuestion } from '../answers/fixtures/samples.ts';
import { type Reply, startFaultServer } from '../support/fault-server.ts';
import { failure } from '../support/model-server.ts';
import { llama3Bos, llama3Template, vllmRewards } from '../support/vllm-rewards.ts';
import { startVllm, type VllmRequest } from '../support/vllm-server.ts';
import { everyText, never, open } from './openai-support.ts';

const question = rewardQuestion('At six.');
/** What the conversation of `rewardQuestion` is in the layout of Llama 3. */
const rendered = (answer: string): string =>
  `${llama3Bos}<|start_header_id|>user<|end_header_id|>\n\nHow late does the museum close?<|eot_id|>` +
  `<|start_header_id|>assistant<|end_header_id|>\n\n${answer}<|eot_id|>`;

const scoreBy = (options: object, asked: Question = question): Promise<Answer> =>
  open({ ...options }).servers[0]!.reward!(asked, never);

const errorOf = (asked: Promise<Answer>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Scores once, at a server whose every reply is this. */
async function scoreOf(reply: Reply, route: string = 'classify', asked: Question = question) {
  await using server = await startFaultServer({ reply: () => reply });
  return await scoreBy({ baseUrl: server.url, reward: route }, asked);
}

test('only a provider that was told a route has reward models', () => {
  expect(open({ baseUrl: 'http://localhost:1/v1' }).servers[0]!.reward).toBeUndefined();
  expect(open({ baseUrl: 'http://localhost:1/v1', reward: 'classify' }).servers[0]!.reward).toBeDefined();
  expect(() => open({ baseUrl: 'http://localhost:1/v1', reward: 'generate' })).toThrow();
});

describe.each(['classify', 'pooling'] as const)('the route %s', (route) => {
  test.each(['activation', 'use_activation'] as const)(
    'gives the raw score of the whole conversation, with one beginning, where the activation is switched by %s',
    async (activationMember) => {
      const rewards = vllmRewards({ logits: () => [-3.25], activationMember, task: 'token_classify' });
      await using server = await startVllm({ routes: rewards.routes });
      const { latencyMs, ...answer } = await scoreBy({ baseUrl: server.url, reward: route });
      expect(rewards.read).toEqual([rendered('At six.')]);
      const usage = { inputTokens: expect.any(Number), outputTokens: 0 };
      expect(answer).toEqual({ body: { score: -3.25 }, finish: 'stop', usage, by: 'local/r' });
      expect(latencyMs).toBeGreaterThanOrEqual(0);
      expect(server.requests.map((request) => request.route)).toEqual([`/${route}`]);
    },
  );

  test('says so where the model has several labels', async () => {
    const { routes } = vllmRewards({ logits: () => [1, 2] });
    await using server = await startVllm({ routes });
    const error = await errorOf(scoreBy({ baseUrl: server.url, reward: route }));
    expect(error).toMatchObject({ retryable: false, blame: 'setup', maybeBilled: true });
    expect(String(error)).toMatch(/2 numbers where a reward is one.*several labels/);
  });

  test('has no score for a conversation that is too long', async () => {
    const { routes } = vllmRewards({ maxTokens: 3 });
    await using server = await startVllm({ routes });
    const { latencyMs: _, ...answer } = await scoreBy({ baseUrl: server.url, reward: route });
    expect(answer).toEqual({
      body: { score: null },
      finish: 'rejected',
      usage: { inputTokens: 0, outputTokens: 0 },
      by: 'local/r',
    });
  });
});

test('the route score compares what was said before with the answer', async () => {
  const { routes } = vllmRewards({ logits: () => [0.75] });
  await using server = await startVllm({ routes });
  const messages = [{ role: 'system', content: 'Be brief.' }, ...(question.body.messages as JsonObject[])];
  const answer = await scoreBy({ baseUrl: server.url, reward: 'score' }, { ...question, body: { messages } });
  expect(answer.body).toEqual({ score: 0.75 });
  expect(server.bodies('/score')).toEqual([
    {
      model: 'r',
      use_activation: false,
      activation: false,
      text_1: 'Be brief.\n\nHow late does the museum close?',
      text_2: 'At six.',
    },
  ]);
});

test('members of the question win over those that are always sent, and what a server does not take is left out', async () => {
  const { routes } = vllmRewards();
  await using server = await startVllm({ routes });
  const body = { ...question.body, use_activation: true, truncate_prompt_tokens: 100 };
  await scoreBy({ baseUrl: server.url, reward: 'classify', omit: ['activation'] }, { ...question, body });
  expect(server.bodies('/classify')).toEqual([{ model: 'r', ...body }]);
});

test('a value for each token is a matter of the setup', async () => {
  const { routes } = vllmRewards();
  await using server = await startVllm({ routes });
  const body = { ...question.body, task: 'token_classify' };
  const error = await errorOf(scoreBy({ baseUrl: server.url, reward: 'pooling' }, { ...question, body }));
  expect(error).toMatchObject({ blame: 'setup', retryable: false });
  expect(String(error)).toMatch(/a value for each token/);
});

test('a gateway that has the route below /v1 is found there, once for all', async () => {
  const { routes } = vllmRewards();
  await using server = await startVllm({ routes: new Hono().route('/v1', routes) });
  const reward = open({ baseUrl: server.url, reward: 'classify' }).servers[0]!.reward!;
  await reward(question, never);
  await reward(rewardQuestion('At seven.'), never);
  expect(server.requests.map(({ route }) => route)).toEqual(['/classify', '/v1/classify', '/v1/classify']);
});

describe('what is not set up is said with what to do', () => {
  test.each(rewardRoutes)('a model that is not served for the route %s', async (route) => {
    await using server = await startVllm({});
    const error = await errorOf(scoreBy({ baseUrl: server.url, reward: route }));
    expect(error).toMatchObject({ status: 404, blame: 'setup', retryable: false });
    expect(String(error)).toMatch(
      new RegExp(`no route /${route} for this model; serve it as a pooling model`),
    );
  });

  test('a model that the server does not have', async () => {
    const { routes } = vllmRewards();
    await using server = await startVllm({ routes, models: ['another'] });
    const error = await errorOf(scoreBy({ baseUrl: server.url, reward: 'classify' }));
    expect(error).toMatchObject({ status: 404, blame: 'setup' });
    expect(String(error)).toMatch(/does not exist; check the model name/);
  });

  test('what the root says of a model counts, and not that there is nothing below /v1', async () => {
    const before = ({ route }: VllmRequest) =>
      route === '/classify' ? failure(404, 'The model `r` does not exist.') : failure(404, 'Not Found');
    await using server = await startVllm({ before });
    const error = await errorOf(scoreBy({ baseUrl: server.url, reward: 'classify' }));
    expect(server.requests.map(({ route }) => route)).toEqual(['/classify', '/v1/classify']);
    expect(String(error)).toMatch(/does not exist; check the model name/);
  });

  test('a server that takes texts only, which quotes the whole conversation', async () => {
    const { routes } = vllmRewards({ takesMessages: false });
    await using server = await startVllm({ routes });
    const error = await errorOf(scoreBy({ baseUrl: server.url, reward: 'classify' }));
    expect(error).toMatchObject({ status: 400, blame: 'setup' });
    expect(String(error)).toMatch(/takes texts only; give the model's chat template under chatTemplates/);
    expect(everyText(error)).not.toContain('museum');
  });

  test('an answer that quotes such words makes nothing a matter of the setup', async () => {
    const said = "400 'type': 'missing', 'loc': ('body', 'input')";
    const body = { error: { message: `Value error: ${said}`, type: 'BadRequestError', code: 400 } };
    const error = await errorOf(scoreOf({ status: 400, body }, 'classify', rewardQuestion(said)));
    expect(error).toMatchObject({ status: 400, blame: 'question' });
  });
});

describe('a reply that is no reward is a fault, and asked for again', () => {
  const entry = (more: JsonObject): Reply => ({ body: { model: 'r', data: [{ index: 0, ...more }] } });
  test.each<[string, Reply]>([
    ['no entries', { body: { model: 'r', data: [] } }],
    ['two entries', { body: { data: [{ probs: [1] }, { probs: [2] }] } }],
    ['no data', { body: { model: 'r' } }],
    ['no numbers', entry({ probs: [] })],
    ['nothing', entry({ probs: null })],
    ['a text', entry({ score: '0.5' })],
    ['a list with a text in it', entry({ probs: ['1'] })],
    ['half a JSON', { body: '{"data": [{"probs": [0.' }],
    ['NaN, as Python writes it', { body: '{"data": [{"index": 0, "probs": [NaN]}]}' }],
    ['more than a number can be', { body: '{"data": [{"index": 0, "probs": [1e999]}]}' }],
    ['a chat completion', { body: { choices: [{ message: { content: '0.5' } }] } }],
  ])('%s', async (_, reply) => {
    expect(await errorOf(scoreOf(reply))).toMatchObject({ retryable: true, maybeBilled: true });
  });
});

test.each<[string, Reply, number]>([
  ['nested lists of one number', { body: { data: [{ data: [[-1]] }] } }, -1],
  ['a reward of zero', { body: { data: [{ probs: [0] }] } }, 0],
  ['SGLang, one', { body: { embedding: [2.5], meta_info: { prompt_tokens: 7 } } }, 2.5],
  ['SGLang, a list', { body: JSON.stringify([{ embedding: [2.5], meta_info: { prompt_tokens: 7 } }]) }, 2.5],
])('one number is read whatever stands around it: %s', async (_, reply, score) => {
  expect((await scoreOf(reply, 'pooling')).body).toEqual({ score });
});

test('tokens that are not told are unknown, and not none', async () => {
  expect((await scoreOf({ body: { data: [{ probs: [1] }] } })).usage).toBeNull();
  const told = { body: { data: [{ probs: [1] }], usage: { prompt_tokens: 7, completion_tokens: null } } };
  expect((await scoreOf(told)).usage).toEqual({ inputTokens: 7, outputTokens: 0 });
});

test('the key goes to the root as it does below /v1, and neither it nor the conversation stands in an error', async () => {
  await using server = await startFaultServer({
    reply: ({ headers, body }) => ({
      status: 500,
      body: { error: { message: `${headers.authorization} cannot read ${JSON.stringify(body.messages)}` } },
    }),
  });
  const key = 'a-key-of-our-own';
  const provider = open({ baseUrl: server.url, reward: 'classify', keyFrom: 'RM_KEY' }, { RM_KEY: key });
  const error = await errorOf(provider.servers[0]!.reward!(rewardQuestion('Ask the night guard.'), never));
  expect(server.asked[0]!.headers.authorization).toBe(`Bearer ${key}`);
  expect(error).toMatchObject({ status: 500, retryable: true });
  for (const secret of [key, 'museum', 'night guard']) expect(everyText(error)).not.toContain(secret);
});

describe('where the chat template of a model is given, a server gets a text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'specloom-templates-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'tokenizer_config.json');
  writeFileSync(file, JSON.stringify({ chat_template: llama3Template, bos_token: llama3Bos }));
  const chatTemplates = { r: file };

  test.each(['classify', 'pooling'] as const)(
    'by the route %s, which begins once, as the messages would be written by the server',
    async (reward) => {
      const rewards = vllmRewards({ takesMessages: reward === 'pooling' });
      await using server = await startVllm({ routes: rewards.routes });
      await scoreBy({ baseUrl: server.url, reward, chatTemplates });
      expect(rewards.read).toEqual([rendered('At six.')]);
      expect(server.bodies(`/${reward}`)[0]).not.toHaveProperty('messages');
    },
  );

  test('by the route score, in two texts that make up the whole', async () => {
    const { routes } = vllmRewards();
    await using server = await startVllm({ routes });
    await scoreBy({ baseUrl: server.url, reward: 'score', chatTemplates });
    const { text_1: before, text_2: after } = server.bodies('/score')[0]!;
    expect(`${llama3Bos}${before}${after}`).toBe(rendered('At six.'));
    expect(before).not.toContain('At six.');
    expect(after).toContain('At six.');
  });

  test('which the route score cannot divide where the template writes both as one', async () => {
    const whole = join(folder, 'whole.json');
    const template = '{{ messages | length }} turns: {{ messages[-1].content }}';
    writeFileSync(whole, JSON.stringify({ chat_template: template }));
    const options = { baseUrl: 'http://127.0.0.1:1/v1', reward: 'score', chatTemplates: { r: whole } };
    const error = await errorOf(scoreBy(options));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(/cannot be compared by the route score; use the route classify/);
  });

  test('and another model of the provider gets messages', async () => {
    const { routes } = vllmRewards();
    await using server = await startVllm({ routes });
    await scoreBy(
      { baseUrl: server.url, reward: 'classify', chatTemplates },
      { ...question, to: 'local/r2' },
    );
    expect(server.bodies('/classify')[0]).toHaveProperty('messages');
  });

  test('and one that cannot be read is named', async () => {
    const missing = { r: join(folder, 'none.json') };
    const error = await errorOf(
      scoreBy({ baseUrl: 'http://127.0.0.1:1/v1', reward: 'classify', chatTemplates: missing }),
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(/chatTemplates of provider local.*none\.json/);
  });
});
