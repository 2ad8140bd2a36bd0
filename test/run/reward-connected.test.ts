import { expect, test } from 'vitest';
import { memoryAnswers, openBudget, type Store } from '../../src/answers/index.ts';
import type { ChatMessage } from '../../src/core/question.ts';
import type { ModelChoice } from '../../src/files/index.ts';
import { openaiKind } from '../../src/model/index.ts';
import { askFor } from '../../src/run/asker.ts';
import { connectModels } from '../../src/run/connect-models.ts';
import { resolveModels } from '../../src/run/open-models.ts';
import { vllmRewards } from '../support/vllm-rewards.ts';
import { startVllm } from '../support/vllm-server.ts';
import { contextWith } from './support.ts';

const messages: readonly ChatMessage[] = [{ role: 'user', content: 'How late does the museum close?' }];
const stopping = new AbortController().signal;

/** The reward model of a pipeline file's role, connected to a store. */
async function rewardModel(
  options: object,
  {
    choice = { model: 'p/r' },
    store = memoryAnswers(),
    replay = false,
    limitUsd,
  }: {
    choice?: ModelChoice;
    store?: Store;
    replay?: boolean;
    limitUsd?: number;
  } = {},
) {
  const resolved = await resolveModels({
    mode: replay ? 'stored' : 'ask',
    models: { reward: choice },
    providers: { p: { type: 'openai', options } },
    kinds: new Map([['openai', openaiKind]]),
    given: new Map(),
    roles: ['reward'],
    surroundings: { env: {}, offline: replay, tasks: [] },
    root: process.cwd(),
  });
  const connected = connectModels(resolved, {
    store,
    budget: openBudget(store.ledger, 'run', limitUsd),
    replay,
    collect: false,
    halt: new AbortController(),
    stopping,
    onEvent: () => {},
  });
  const context = contextWith(() => {
    throw new Error('not asked');
  }, connected);
  const used: string[] = [];
  const model = askFor(context, 's', (key) => used.push(key)).rewardModel('reward');
  return { model, store, used };
}

test('a provider with a reward route is asked by it, with what its settings and the role add', async () => {
  const { routes } = vllmRewards({ logits: () => [-2] });
  await using server = await startVllm({ routes });
  const options = { baseUrl: server.url, reward: 'classify', extraBody: { user: 'bench' } };
  const choice = { model: 'p/r', extraBody: { truncate_prompt_tokens: 100 } };
  const { model, used } = await rewardModel(options, { choice });
  expect((await model.score(messages, 'At six.')).score).toBe(-2);
  expect(server.bodies('/classify')).toMatchObject([{ user: 'bench', truncate_prompt_tokens: 100 }]);
  expect(server.bodies('/v1/chat/completions')).toEqual([]);
  expect(used).toHaveLength(1);
});

test('a provider without one is asked for a grade by chat', async () => {
  await using server = await startVllm({ reply: () => ({ text: 'Brief.\n<grade>55</grade>' }) });
  const { model, used } = await rewardModel({ baseUrl: server.url });
  const { score, usage } = await model.score(messages, 'At six.');
  expect(score).toBe(55);
  expect(usage?.outputTokens).toBeGreaterThan(0);
  expect(server.requests.map(({ route }) => route)).toEqual(['/v1/chat/completions']);
  expect(used).toHaveLength(1);
});

test('equal answers are scored once, and again without a server from what is stored', async () => {
  const { routes } = vllmRewards();
  await using server = await startVllm({ routes });
  const options = { baseUrl: server.url, reward: 'pooling' };
  const { model, store } = await rewardModel(options);
  const first = await model.score(messages, 'At six.');
  expect(await model.score(messages, 'At six.')).toEqual(first);
  expect(server.requests).toHaveLength(1);
  const replayed = await rewardModel(
    { ...options, baseUrl: 'http://127.0.0.1:1/v1' },
    { store, replay: true },
  );
  expect(await replayed.model.score(messages, 'At six.')).toEqual(first);
  await expect(replayed.model.score(messages, 'At ten.')).rejects.toMatchObject({ reason: 'replay' });
});

test('with a budget, a reward model without a price is refused before anything is asked', async () => {
  await expect(
    rewardModel({ baseUrl: 'http://127.0.0.1:1/v1', reward: 'classify' }, { limitUsd: 1 }),
  ).rejects.toThrow(/price of p\/r is not known/);
});
