import { setMaxListeners } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { openBudget } from '../../src/answers/budget.ts';
import { type AskThrough, askThrough } from '../../src/answers/compose.ts';
import type { AskEvent } from '../../src/answers/events.ts';
import { memoryAnswers } from '../../src/answers/memory-store.ts';
import { openAnswers } from '../../src/answers/sqlite-store.ts';
import type { Store } from '../../src/answers/store.ts';
import { ConfigError, ModelError, PendingError, StoreError } from '../../src/core/errors.ts';
import type { Provider } from '../../src/core/provider.ts';
import { keyOf, type Question } from '../../src/core/question.ts';
import { openaiKind } from '../../src/model/openai.ts';
import { openaiOptions } from '../../src/model/openai-options.ts';
import { scripted } from '../../src/model/scripted.ts';
import { embeddings, type FaultServer, faultKinds, startFaultServer } from '../support/fault-server.ts';
import { chatAnswer, chatQuestion, embedQuestion } from './fixtures/samples.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);
const quick = { initialDelayMs: 1, maxDelayMs: 4 };

function openai(options: object): Provider {
  return openaiKind.open('local', openaiOptions.parse(options), { env: {}, offline: false, tasks: [] });
}

/** A way to ask a provider, with a store of its own and all events. */
function through(provider: Provider, more: Partial<AskThrough> & { store?: Store; limitUsd?: number } = {}) {
  const store = more.store ?? memoryAnswers();
  const budget = openBudget(store.ledger, 'run', more.limitUsd);
  const events: AskEvent[] = [];
  const onEvent = (event: AskEvent) => events.push(event);
  return {
    store,
    budget,
    events,
    ...askThrough({ answers: store, provider, budget, onEvent, retry: quick, ...more }),
  };
}

/** Answers each chat with its own text backwards, and embeds texts by their length. */
const echo = (options: Partial<Parameters<typeof startFaultServer>[0]> = {}): Promise<FaultServer> =>
  startFaultServer({
    reply: ({ path, body }) => {
      if (path.endsWith('/embeddings'))
        return {
          body: embeddings(
            (body.input as string[]).map((text) => [1, text.length]),
            body,
          ),
        };
      const [message] = body.messages as { content: string }[];
      return [...message!.content].reverse().join('');
    },
    ...options,
  });

const chats = (count: number): Question[] =>
  Array.from({ length: count }, (_, n) => chatQuestion(`question ${n}`));

async function contents(store: Store): Promise<unknown[]> {
  const all = [];
  for await (const { key, question, answer } of store.entries()) {
    const { latencyMs: _, ...rest } = answer;
    all.push({ key, question, answer: rest });
  }
  return all;
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('with faults at 30 % and answers of every kind, the store holds what it would without faults', async () => {
  const questions = chats(150);
  const texts = Array.from({ length: 60 }, (_, n) => embedQuestion(`text ${n}`));
  const results = [];
  for (const faultRate of [0, 0.3]) {
    await using server = await echo({ faultRate, turnRate: 0.15 });
    const provider = openai({
      baseUrl: server.url,
      timeoutMs: 2_000,
      embedBatch: 7,
      prices: { m: { input: 1, output: 2 }, e: { input: 1 } },
    });
    const { chat, embed, store, events, budget } = through(provider);
    await Promise.all([...questions.map((question) => chat(question, never)), embed(texts, never)]);
    results.push(await contents(store));

    const again = server.asked.length;
    await Promise.all(questions.map((question) => chat(question, never)));
    expect(server.asked.length).toBe(again);
    const spent = await budget.spent();
    const played = [...server.played.values()].reduce((sum, count) => sum + count, 0);
    // A busy machine may add a timeout of its own; none may be missing.
    expect(spent.faults).toBeGreaterThanOrEqual(played);
    expect(spent).toMatchObject({ attempts: spent.faults + 150 + 9, openUsd: 0, unpriced: 0 });
    expect(events.filter(({ type }) => type === 'fault')).toHaveLength(spent.faults);
    if (faultRate > 0) expect([...server.played.keys()].sort()).toEqual([...faultKinds].sort());
  }
  expect(results[0]).toHaveLength(210);
  expect(results[1]).toEqual(results[0]);
  const finishes = new Set(
    results[0]!.map((entry) => (entry as { answer: { finish: string } }).answer.finish),
  );
  expect(finishes).toEqual(new Set(['stop', 'refusal', 'filter', 'length']));
});

test('a server gone for good ends a run of thousands in seconds, all pending, and a later run finishes it', async () => {
  const server = await echo();
  await server.stop();
  const questions = chats(1_000);
  const { chat, events, store } = through(openai({ baseUrl: server.url, concurrency: 16 }));
  const errors: unknown[] = [];
  const waiting = questions.values();
  const worker = async () => {
    for (const question of waiting) await chat(question, never).catch((error: unknown) => errors.push(error));
  };
  await Promise.all(Array.from({ length: 64 }, worker));
  expect(errors).toHaveLength(1_000);
  expect(errors.every((error) => error instanceof PendingError && error.reason === 'server')).toBe(true);
  expect(events.filter(({ type }) => type === 'fault').length).toBeLessThanOrEqual(6 * 70);
  expect((await store.stats()).pending).toEqual({ server: 1_000 });

  await using back = await echo();
  const later = through(openai({ baseUrl: back.url }), { store });
  await Promise.all(questions.map((question) => later.chat(question, never)));
  expect(await store.stats()).toMatchObject({ answers: 1_000, pending: {} });
});

test('a store that fails stops all asking at once', async () => {
  const store = memoryAnswers();
  const put = vi.spyOn(store, 'put');
  for (let n = 0; n < 3; n += 1) put.mockImplementationOnce(async () => chatAnswer('kept'));
  put.mockRejectedValue(new StoreError('disk full'));
  await using server = await echo();
  const halt = new AbortController();
  const { chat } = through(openai({ baseUrl: server.url, concurrency: 2 }), { store, halt });
  const ended = await Promise.allSettled(chats(200).map((question) => chat(question, never)));
  const failed = ended.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(failed).toHaveLength(197);
  expect(failed.every((error) => error instanceof StoreError)).toBe(true);
  expect(halt.signal.reason).toBeInstanceOf(StoreError);
  expect(server.asked.length).toBeLessThan(10);
  const asked = server.asked.length;
  await expect(chat(chatQuestion('later'), never)).rejects.toThrow(StoreError);
  expect(server.asked.length).toBe(asked);
});

test('a full disk stops asking, and a run with room finishes without asking again what was stored', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(`${tmpdir()}/specloom-compose-`);
  const path = `${folder}/answers.sqlite`;
  const questions = Array.from({ length: 60 }, (_, n) => chatQuestion(`${n} ${'long '.repeat(400)}`));
  await using server = await echo();
  const provider = () => openai({ baseUrl: server.url, concurrency: 2 });
  const small = openAnswers(path, { maxPages: 60 });
  const first = through(provider(), { store: small });
  const ended = await Promise.allSettled(questions.map((question) => first.chat(question, never)));
  const stored = ended.filter(({ status }) => status === 'fulfilled').length;
  expect(stored).toBeGreaterThan(0);
  expect(server.asked.length).toBeLessThan(questions.length);
  await small.close();

  const before = server.asked.length;
  const large = openAnswers(path);
  const second = through(provider(), { store: large });
  await Promise.all(questions.map((question) => second.chat(question, never)));
  expect(server.asked.length - before).toBe(questions.length - stored);
  await large.close();
  rmSync(folder, { recursive: true });
});

test('replay and collect ask nothing; only collect notes what is missing', async () => {
  const provider = scripted([]);
  const known = chatQuestion('known', { to: 'scripted/m' });
  for (const mode of ['replay', 'collect'] as const) {
    const { chat, embed, store } = through(provider, { [mode]: true });
    await store.put(known, chatAnswer('x'));
    expect(await chat(known, never)).toEqual(chatAnswer('x'));
    await expect(chat(chatQuestion('unknown'), never)).rejects.toMatchObject({ reason: mode });
    await expect(embed([embedQuestion('unknown')], never)).rejects.toMatchObject({ reason: mode });
    expect((await store.stats()).pending).toEqual(mode === 'collect' ? { collect: 2 } : {});
  }
  expect(provider.asked).toEqual([]);
});

test('a stop ends what is in flight and what waits, and is noted as such', async () => {
  await using server = await echo({ faultRate: 1, faults: ['hang'] });
  const controller = new AbortController();
  const { chat } = through(openai({ baseUrl: server.url, concurrency: 2 }));
  const all = chats(5).map((question) => chat(question, controller.signal));
  await vi.waitFor(() => expect(server.asked).toHaveLength(2));
  controller.abort();
  for (const result of await Promise.allSettled(all))
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'pending', reason: 'stopped' } });
});

test('several servers share the work, and one that is down is worked around', async () => {
  await using one = await echo();
  await using two = await echo();
  const gone = await echo();
  await gone.stop();
  const { chat, store } = through(openai({ servers: [one.url, gone.url, two.url], concurrency: 4 }));
  await Promise.all(chats(80).map((question) => chat(question, never)));
  expect((await store.stats()).answers).toBe(80);
  expect(one.asked.length).toBeGreaterThan(15);
  expect(two.asked.length).toBeGreaterThan(15);
  expect(one.asked.length + two.asked.length).toBe(80);
  expect(one.mostOpen()).toBeLessThanOrEqual(4);
});

test('a budget too small leaves the rest pending, and is never exceeded', async () => {
  await using server = await echo();
  const provider = openai({ baseUrl: server.url, prices: { m: { input: 100, output: 100 } } });
  const questions = chats(30).map((question) => ({
    ...question,
    body: { ...question.body, max_tokens: 20 },
  }));
  const { chat, budget, store } = through(provider, { limitUsd: 0.01 });
  const ended = await Promise.allSettled(questions.map((question) => chat(question, never)));
  const answered = ended.filter(({ status }) => status === 'fulfilled').length;
  expect(answered).toBeGreaterThan(0);
  expect(answered).toBeLessThan(30);
  expect((await budget.spent()).usd).toBeLessThanOrEqual(0.01);
  expect((await store.stats()).pending).toEqual({ budget: 30 - answered });
});

test('with a budget and no price nothing is asked', async () => {
  await using server = await echo();
  const { chat } = through(openai({ baseUrl: server.url }), { limitUsd: 1 });
  await expect(chat(chatQuestion('a'), never)).rejects.toThrow(/prices: \{ m:/);
  expect(server.asked).toEqual([]);
});

test('a wrong key or model ends everything with a ConfigError', async () => {
  await using server = await startFaultServer({
    reply: () => ({ status: 404, body: { error: { message: 'no such model' } } }),
  });
  const { chat } = through(openai({ baseUrl: server.url }));
  await expect(chat(chatQuestion('a'), never)).rejects.toThrow(ConfigError);
  await expect(chat(chatQuestion('b'), never)).rejects.toThrow(/no such model/);
  expect(server.asked).toHaveLength(1);
});

/** Refuses with a status what says so, and answers the rest. */
const choosy = (status: number, of: (text: string) => boolean = (text) => text.includes('odd')) =>
  startFaultServer({
    reply: ({ path, body }) => {
      const texts = path.endsWith('/embeddings')
        ? (body.input as string[])
        : (body.messages as { content: string }[]).map(({ content }) => content);
      if (texts.some(of)) return { status, body: { error: { message: 'invalid value' } } };
      return path.endsWith('/embeddings')
        ? {
            body: embeddings(
              texts.map((text) => [1, text.length]),
              body,
            ),
          }
        : 'fine';
    },
  });

test.each([400, 422])(
  'odd questions that are refused with %i keep no other from being asked, now and on resume',
  async (status) => {
    await using server = await choosy(status);
    const odd = Array.from({ length: 7 }, (_, n) => chatQuestion(`odd ${n}`));
    const store = memoryAnswers();
    const ask = async (questions: readonly Question[]) => {
      const { chat } = through(openai({ baseUrl: server.url, concurrency: 1 }), { store });
      const ended = await Promise.allSettled(questions.map((question) => chat(question, never)));
      return ended.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    };
    expect(await ask([...odd, ...chats(10)])).toEqual(
      odd.map(() => expect.objectContaining({ reason: 'server', refused: true })),
    );
    expect(await ask([...odd, ...chats(20)])).toHaveLength(7);
    expect((await store.stats()).answers).toBe(20);
  },
);

test('status 403 ends the run only where the model has never answered, in this run or an earlier one', async () => {
  await using server = await choosy(403);
  const provider = () => openai({ baseUrl: server.url, concurrency: 1 });
  const odd = chatQuestion('odd');
  await expect(through(provider()).chat(odd, never)).rejects.toThrow(ConfigError);

  const { chat, store } = through(provider());
  await chat(chatQuestion('a'), never);
  await expect(chat(odd, never)).rejects.toMatchObject({ reason: 'server', refused: true });
  await chat(chatQuestion('b'), never);

  const resumed = through(provider(), { store });
  await expect(resumed.chat(odd, never)).rejects.toMatchObject({ refused: true });
  const other = { ...odd, to: 'local/other' };
  await expect(resumed.chat(other, never)).rejects.toThrow(ConfigError);
});

test('a complaint about maxTokens ends the run, unless the same maxTokens brought answers before', async () => {
  const complaint =
    "'max_tokens' is too large: 20. This model's maximum context length is 64 tokens and your request has 50 input tokens";
  await using server = await startFaultServer({
    reply: ({ body }) =>
      JSON.stringify(body).includes('odd')
        ? { status: 400, body: { error: { message: complaint } } }
        : 'fine',
  });
  const ask = (text: string, maxTokens: number) =>
    chatQuestion('', { body: { messages: [{ role: 'user', content: text }], max_tokens: maxTokens } });
  const { chat, store } = through(openai({ baseUrl: server.url }));
  await chat(ask('a', 10), never);
  await chat(ask('a', 20), never);
  await expect(chat(ask('odd', 20), never)).rejects.toMatchObject({ refused: true });
  const resumed = through(openai({ baseUrl: server.url }), { store });
  await expect(resumed.chat(ask('odd', 20), never)).rejects.toMatchObject({ refused: true });
  const error = await resumed.chat(ask('odd', 30), never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain('lower maxTokens of the role');
  expect((await store.stats()).answers).toBe(2);
});

test('what an earlier run was answered says nothing of a wrong address or key now', async () => {
  for (const status of [401, 404]) {
    await using server = await choosy(status);
    const { store, chat } = through(openai({ baseUrl: server.url }));
    await chat(chatQuestion('a'), never);
    const resumed = through(openai({ baseUrl: server.url }), { store });
    await expect(resumed.chat(chatQuestion('odd'), never)).rejects.toThrow(ConfigError);
  }
});

test.each([400, 413, 422])(
  'texts that are refused with %i leave the others of their batch their vectors',
  async (status) => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    await using server = await choosy(status);
    const odd = new Set([3, 20, 40, 60, 80, 100]);
    const texts = Array.from({ length: 128 }, (_, n) => embedQuestion(odd.has(n) ? `odd ${n}` : `text ${n}`));
    const { embed, store } = through(openai({ baseUrl: server.url }));
    const result = embed(texts, never);
    if (status === 413) await result;
    else await expect(result).rejects.toMatchObject({ reason: 'server', refused: true });
    expect(await store.stats()).toMatchObject({
      answers: status === 413 ? 128 : 122,
      pending: status === 413 ? {} : { server: 6 },
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  },
);

test('a provider without embeddings says so', async () => {
  const provider = scripted([]);
  const chatOnly = { ...provider, servers: [{ name: 's', chat: provider.servers[0]!.chat! }] };
  await expect(through(chatOnly).embed([embedQuestion('a')], never)).rejects.toThrow(
    /scripted has no server that can embed/,
  );
});

test('events tell what was stored, asked, faulty and pending', async () => {
  const question = chatQuestion('a', { to: 'scripted/m' });
  const provider = scripted([new ModelError('busy', { status: 503, retryable: true }), 'x']);
  const { chat, events } = through(provider);
  await chat(question, never);
  await chat(question, never);
  const exhausted = new ModelError('bad', { status: 422, retryable: false });
  await expect(
    through(scripted([exhausted]), { onEvent: (event) => events.push(event) }).chat(question, never),
  ).rejects.toThrow();
  const key = keyOf(question);
  expect(events).toEqual([
    {
      type: 'fault',
      to: 'scripted/m',
      key,
      attempt: 1,
      status: 503,
      message: 'busy',
      retryInMs: expect.any(Number),
    },
    { type: 'asked', to: 'scripted/m', questions: 1, usage: null, costUsd: 0 },
    { type: 'stored', kind: 'chat', to: 'scripted/m', questions: 1 },
    { type: 'fault', to: 'scripted/m', key, attempt: 1, status: 422, message: 'bad', retryInMs: undefined },
    { type: 'pending', to: 'scripted/m', questions: 1, reason: 'server' },
  ]);
});
