import { setMaxListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { openBudget } from '../../src/answers/budget.ts';
import type { AskEvent } from '../../src/answers/events.ts';
import { memoryAnswers } from '../../src/answers/memory-store.ts';
import { priceOf, priceTable, requirePrice } from '../../src/answers/prices.ts';
import { countTokens, inputTokensOf } from '../../src/answers/tokens.ts';
import { chatTraits, defaultOutputTokens } from '../../src/answers/traits.ts';
import { withBudget } from '../../src/answers/with-budget.ts';
import type { Call } from '../../src/core/answers.ts';
import { ConfigError, ModelError, PendingError } from '../../src/core/errors.ts';
import type { Price, Provider } from '../../src/core/provider.ts';
import type { Answer, Question } from '../../src/core/question.ts';
import { openaiKind } from '../../src/model/openai.ts';
import { openaiOptions } from '../../src/model/openai-options.ts';
import { scripted } from '../../src/model/scripted.ts';
import { chatAnswer, chatQuestion } from './fixtures/samples.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);

/** A dollar per million input tokens, ten for output: with 1,000 output tokens at most, a question reserves a cent. */
const price: Price = { inputPerMillionUsd: 1, outputPerMillionUsd: 10 };
const question = (text: string) =>
  chatQuestion('', { body: { messages: [{ role: 'user', content: text }], max_tokens: 1_000 } });

async function worstUsd(of: Question): Promise<number> {
  return ((await inputTokensOf(of)) * 1 + 1_000 * 10) / 1e6;
}

function charged(call: Call<Question, Answer>, limitUsd?: number) {
  const { ledger } = memoryAnswers();
  const budget = openBudget(ledger, 'run', limitUsd);
  const events: AskEvent[] = [];
  const ask = withBudget(call, {
    budget,
    server: 's',
    traits: chatTraits,
    priceOf: () => price,
    onEvent: (event) => events.push(event),
  });
  return { ask, budget, events };
}

test('a call reserves its worst case and is charged what it used', async () => {
  const during: number[] = [];
  const usage = { inputTokens: 40, outputTokens: 6 };
  const { ask, budget, events } = charged(async () => {
    during.push((await budget.spent()).usd);
    return chatAnswer('x', { usage });
  });
  await ask(question('a'), never);
  expect(during[0]).toBeCloseTo(await worstUsd(question('a')), 9);
  expect(await budget.spent()).toMatchObject({ usd: 0.0001, openUsd: 0, attempts: 1, faults: 0, ...usage });
  expect(events).toEqual([{ type: 'asked', to: 'local/m', questions: 1, usage, costUsd: 0.0001 }]);
});

test('a reply without a stated limit reserves the default', async () => {
  const worst = await chatTraits.worstCase(chatQuestion('a'));
  expect(worst.outputTokens).toBe(defaultOutputTokens);
});

test('an answer without token counts keeps its reservation: unknown is not nothing', async () => {
  const { ask, budget } = charged(async () => chatAnswer('x', { usage: null }));
  await ask(question('a'), never);
  expect((await budget.spent()).usd).toBeCloseTo(await worstUsd(question('a')), 9);
});

test.each([
  ['an error status', new ModelError('x', { status: 500, retryable: true }), 0],
  ['a hang', new ModelError('x', { retryable: true, maybeBilled: true }), 1],
  ['an unknown end', new Error('x'), 1],
])('%s is counted, and charged by whether it may have been billed', async (_, error, share) => {
  const { ask, budget, events } = charged(async () => {
    throw error;
  });
  await expect(ask(question('a'), never)).rejects.toBe(error);
  const spent = await budget.spent();
  expect(spent).toMatchObject({ attempts: 1, faults: 1, openUsd: 0 });
  expect(spent.usd).toBeCloseTo(share * (await worstUsd(question('a'))), 9);
  expect(events).toEqual([]);
});

test('what does not fit is pending and is not asked, and the message says what is left', async () => {
  const call = vi.fn(async () => chatAnswer('x', { usage: { inputTokens: 0, outputTokens: 900 } }));
  const { ask } = charged(call, 0.0105);
  await ask(question('a'), never);
  const error = await ask(question('b'), never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PendingError);
  expect(error).toMatchObject({ reason: 'budget' });
  expect(String(error)).toMatch(/budget of \$0\.01 .*local\/m of at most \$0\.01: \$0\.009000 is charged/);
  expect(call).toHaveBeenCalledTimes(1);
});

test('calls in flight that will cost less than they reserve are waited for', async () => {
  let inFlight = 0;
  let most = 0;
  const { ask, budget } = charged(async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight -= 1;
    return chatAnswer('x', { usage: { inputTokens: 10, outputTokens: 1 } });
  }, 0.0205);
  await Promise.all(Array.from({ length: 20 }, (_, n) => ask(question(`${n}`), never)));
  expect(most).toBe(2);
  expect((await budget.spent()).usd).toBeCloseTo(20 * 0.00002, 9);
});

test('a wait for room ends in pending when nothing in flight can make it, for every waiter', async () => {
  const { ask, budget } = charged(async () => chatAnswer('x', { usage: null }), 0.025);
  const all = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => ask(question(`${n}`), never)));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect((await budget.spent()).usd).toBeLessThanOrEqual(0.025);
});

test('a wait for room ends when the run is stopped', async () => {
  const { ask } = charged(() => new Promise(() => undefined), 0.015);
  const controller = new AbortController();
  void ask(question('a'), never);
  const second = ask(question('b'), controller.signal);
  setTimeout(() => controller.abort(), 5);
  await expect(second).rejects.toMatchObject({ reason: 'stopped' });
});

test('resumed runs share their budget', async () => {
  const { ledger } = memoryAnswers();
  const facts = { key: 'k', questions: 1, to: 'local/m', server: 's', reserveUsd: 0.6 };
  await openBudget(ledger, 'run', 1).reserve(facts, never);
  const error = await openBudget(ledger, 'run', 1)
    .reserve(facts, never)
    .catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/\$0\.60 is charged already, \$0\.60 of it for calls whose end is not known/);
  await openBudget(ledger, 'another run', 1).reserve(facts, never);
});

test('an unknown price costs null without a budget, and is an error with one', async () => {
  const call = vi.fn(async () => chatAnswer('x'));
  const budget = openBudget(memoryAnswers().ledger, 'run');
  const events: AskEvent[] = [];
  const unpriced = withBudget(call, {
    budget,
    server: 's',
    traits: chatTraits,
    priceOf: () => undefined,
    onEvent: (event) => events.push(event),
  });
  await unpriced(question('a'), never);
  expect(events).toMatchObject([{ costUsd: null }]);
  expect(await budget.spent()).toMatchObject({ usd: 0, unpriced: 1 });
  const limited = withBudget(call, {
    budget: openBudget(memoryAnswers().ledger, 'run', 1),
    server: 's',
    traits: chatTraits,
    priceOf: () => undefined,
  });
  await expect(limited(question('a'), never)).rejects.toThrow(ConfigError);
  expect(call).toHaveBeenCalledTimes(1);
});

const openai = (options: object): Provider =>
  openaiKind.open('p', openaiOptions.parse(options), { env: {}, offline: true, tasks: [] });

test('prices: the provider’s own first, then the table for OpenAI itself, dated names included', () => {
  expect(priceOf(openai({}), 'gpt-4.1')).toEqual({ inputPerMillionUsd: 2, outputPerMillionUsd: 8 });
  expect(priceOf(openai({}), 'gpt-4o-mini-2024-07-18')).toEqual(priceTable.models['gpt-4o-mini']);
  expect(priceOf(openai({}), 'gpt-99')).toBeUndefined();
  const own = openai({ prices: { 'gpt-4.1': { input: 1 } } });
  expect(priceOf(own, 'gpt-4.1')).toEqual({ inputPerMillionUsd: 1, outputPerMillionUsd: 0 });
  expect(priceOf(openai({ baseUrl: 'http://127.0.0.1:1/v1' }), 'gpt-4.1')).toBeUndefined();
  expect(priceOf(scripted([]), 'any')).toEqual({ inputPerMillionUsd: 0, outputPerMillionUsd: 0 });
});

test('a price that a budget needs and nobody knows is asked for, with the place to state it', () => {
  expect(() => requirePrice(openai({ baseUrl: 'http://127.0.0.1:1/v1' }), 'm')).toThrow(
    /p\/m is not known.*prices: \{ m:/s,
  );
});

test('tokens are counted, special ones as plain text, and long runs in linear time', async () => {
  expect(await countTokens('Plan a trip to Lisbon.')).toBe(6);
  expect(await countTokens('')).toBe(0);
  expect(await countTokens('<|endoftext|>')).toBeGreaterThan(1);
  // Quadratic, this would take minutes.
  expect(await countTokens('a'.repeat(800_000))).toBeGreaterThan(80_000);
  expect(await inputTokensOf(chatQuestion('Plan a trip to Lisbon.'))).toBe(6 + 4 + 3);
});
