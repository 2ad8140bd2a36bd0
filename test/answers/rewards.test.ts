import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openBudget } from '../../src/answers/budget.ts';
import { type AskThrough, askThrough } from '../../src/answers/compose.ts';
import { exportLine, importLines } from '../../src/answers/exchange.ts';
import { memoryAnswers } from '../../src/answers/memory-store.ts';
import { openAnswers } from '../../src/answers/sqlite-store.ts';
import type { Store } from '../../src/answers/store.ts';
import { inputTokensOf } from '../../src/answers/tokens.ts';
import { ConfigError, PendingError } from '../../src/core/errors.ts';
import type { Provider } from '../../src/core/provider.ts';
import { keyOf, type Question } from '../../src/core/question.ts';
import { readBatchReply } from '../../src/model/batch-format.ts';
import { openaiKind } from '../../src/model/openai.ts';
import { openaiOptions } from '../../src/model/openai-options.ts';
import { scripted } from '../../src/model/scripted.ts';
import { startFaultServer } from '../support/fault-server.ts';
import { vllmRewards } from '../support/vllm-rewards.ts';
import { startVllm } from '../support/vllm-server.ts';
import { rewardAnswer, rewardQuestion } from './fixtures/samples.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);
const scratch = mkdtempSync(join(tmpdir(), 'specloom-rewards-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const openai = (options: object): Provider =>
  openaiKind.open('local', openaiOptions.parse({ reward: 'classify', ...options }), {
    env: {},
    offline: false,
    tasks: [],
  });

function through(provider: Provider, more: Partial<AskThrough> & { store?: Store; limitUsd?: number } = {}) {
  const store = more.store ?? memoryAnswers();
  const budget = openBudget(store.ledger, 'run', more.limitUsd);
  const retry = { initialDelayMs: 1, maxDelayMs: 4 };
  return { store, budget, ...askThrough({ answers: store, provider, budget, retry, ...more }) };
}

async function contents(store: Store): Promise<unknown[]> {
  const all = [];
  for await (const { key, question, answer } of store.entries({ kind: 'reward' }))
    all.push({ key, question, answer: { ...answer, latencyMs: null } });
  return all;
}

const questions = Array.from({ length: 60 }, (_, n) => rewardQuestion(`At ${n} o'clock.`));

test('with faults at 30 % the store holds the scores that it would without, each asked once', async () => {
  const results = [];
  for (const faultRate of [0, 0.3]) {
    await using server = await startFaultServer({
      faultRate,
      faults: ['429', '500', 'reset', 'truncated', 'malformed'],
      reply: ({ body }) => ({
        body: {
          model: 'r-2025',
          data: [{ index: 0, probs: [JSON.stringify(body.messages).length / -7] }],
          usage: { prompt_tokens: 5, total_tokens: 5, completion_tokens: 0 },
        },
      }),
    });
    const { reward, store } = through(openai({ baseUrl: server.url, timeoutMs: 2_000 }));
    await Promise.all(questions.map((question) => reward(question, never)));
    results.push(await contents(store));
    const asked = server.asked.length;
    await Promise.all(questions.map((question) => reward(question, never)));
    expect(server.asked).toHaveLength(asked);
  }
  expect(results[0]).toHaveLength(60);
  expect(results[1]).toEqual(results[0]);
});

test('a score that is stored is replayed, and one that is not is pending', async () => {
  const provider = scripted([-0.5], { reward: true });
  const { reward, store } = through(provider);
  const to = { to: 'scripted/rm' };
  const answer = await reward(rewardQuestion('a', to), never);
  expect(answer.body).toEqual({ score: -0.5 });
  const replayed = through(provider, { store, replay: true });
  expect(await replayed.reward(rewardQuestion('a', to), never)).toEqual(answer);
  await expect(replayed.reward(rewardQuestion('b', to), never)).rejects.toMatchObject({ reason: 'replay' });
  expect(provider.asked).toHaveLength(1);
});

test('while questions are collected a reward is noted as pending, and not asked', async () => {
  const provider = scripted([], { reward: true });
  const { reward, store } = through(provider, { collect: true });
  await expect(reward(rewardQuestion('a'), never)).rejects.toMatchObject({ reason: 'collect' });
  const noted = [];
  for await (const { question, reason } of store.pendingQuestions('run')) noted.push([question.kind, reason]);
  expect(noted).toEqual([['reward', 'collect']]);
});

test('a reward reserves its input by the price table of its provider, and is charged what it took', async () => {
  const { routes } = vllmRewards();
  await using server = await startVllm({ routes });
  const prices = { r: { input: 1_000, output: 9_000 } };
  const question = rewardQuestion('At six, and at eight on Thursdays.');
  const reserved = ((await inputTokensOf(question)) * 1_000) / 1e6;
  const provider = openai({ baseUrl: server.url, prices });
  const short = through(provider, { limitUsd: reserved * 0.99 });
  await expect(short.reward(question, never)).rejects.toMatchObject({ reason: 'budget' });
  expect(server.requests).toEqual([]);
  const enough = through(provider, { limitUsd: reserved });
  const { usage } = await enough.reward(question, never);
  expect((await enough.budget.spent()).usd).toBeCloseTo((usage!.inputTokens * 1_000) / 1e6, 9);
});

test('no more rewards are in flight than their server bears', async () => {
  const provider = { ...scripted([1, 2], { reward: true }), limits: { concurrency: 1, timeoutMs: 60_000 } };
  let open = 0;
  let most = 0;
  const [server] = provider.servers;
  const counted: Provider = {
    ...provider,
    servers: [
      {
        name: server!.name,
        reward: async (question, signal) => {
          open += 1;
          most = Math.max(most, open);
          await new Promise((resolve) => setImmediate(resolve));
          open -= 1;
          return server!.reward!(question, signal);
        },
      },
    ],
  };
  const { reward } = through(counted);
  await Promise.all([reward(rewardQuestion('a'), never), reward(rewardQuestion('b'), never)]);
  expect(most).toBe(1);
});

test('a model with several labels ends the run with what is wrong, and nothing is stored', async () => {
  const { routes } = vllmRewards({ logits: () => [1, 2, 3] });
  await using server = await startVllm({ routes });
  const { reward, store } = through(openai({ baseUrl: server.url }));
  await expect(reward(questions[0]!, never)).rejects.toThrow(ConfigError);
  await expect(reward(questions[1]!, never)).rejects.toThrow(/several labels/);
  expect(server.requests).toHaveLength(1);
  expect((await store.stats()).answers).toBe(0);
});

test('a reply that is never a score leaves the question pending', async () => {
  await using server = await startFaultServer({ reply: () => ({ body: { data: [{ probs: [] }] } }) });
  const { reward } = through(openai({ baseUrl: server.url }));
  const error = await reward(questions[0]!, never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PendingError);
  expect(String(error)).toMatch(/after 6 attempts.*a number as the reward/);
});

test('a provider without a reward route says so, and replays what is stored', async () => {
  const { reward, store } = through(scripted([]));
  await expect(reward(rewardQuestion('a'), never)).rejects.toThrow(/no server that can score answers/);
  await store.put(rewardQuestion('a'), rewardAnswer(1));
  const replayed = through(scripted([]), { store, replay: true });
  expect((await replayed.reward(rewardQuestion('a'), never)).body).toEqual({ score: 1 });
});

test.each<[string, () => Store]>([
  ['memory', memoryAnswers],
  ['sqlite', () => openAnswers(join(scratch, 'answers.sqlite'))],
])('scores come back from %s as they were, and from a file of another store', async (_, open) => {
  const store = open();
  const scores = [-3.25, 0, 1e-9, 123_456.789, null];
  for (const [n, score] of scores.entries())
    await store.put(
      rewardQuestion(`answer ${n}`),
      rewardAnswer(score, score === null ? { finish: 'rejected' } : {}),
    );
  const lines = [];
  for await (const entry of store.entries()) lines.push(exportLine(entry));
  const other = memoryAnswers();
  expect(await importLines(other, lines, readBatchReply)).toMatchObject({ stored: 5, problems: [] });
  for (const from of [store, other])
    for (const [n, score] of scores.entries())
      expect((await from.get(keyOf(rewardQuestion(`answer ${n}`))))!.body).toEqual({ score });
  expect((await store.stats()).rows).toMatchObject([{ kind: 'reward', to: 'local/r', answers: 5 }]);
  expect(await store.forget({ kind: 'reward' })).toBe(5);
  await store.close();
});

test('a batch line for a reward is read as one, and a chat completion in its place is not taken in', async () => {
  const store = memoryAnswers();
  const [first, second] = [rewardQuestion('a'), rewardQuestion('b')];
  await store.notePending([first, second], 'collect', 'run');
  const line = (question: Question, body: object) =>
    JSON.stringify({ custom_id: keyOf(question), response: { status_code: 200, body } });
  const report = await importLines(
    store,
    [
      line(first, { model: 'r', data: [{ score: 0.5 }] }),
      line(second, { choices: [{ finish_reason: 'stop', message: { content: '0.5' } }] }),
    ],
    readBatchReply,
  );
  expect(report).toMatchObject({ stored: 1, problems: [{ line: 2, problem: 'unreadable-reply' }] });
  expect((await store.get(keyOf(first)))?.body).toEqual({ score: 0.5 });
});
