import { expect, test } from 'vitest';
import { openBudget } from '../../src/answers/budget.ts';
import { askThrough } from '../../src/answers/compose.ts';
import { memoryAnswers } from '../../src/answers/memory-store.ts';
import { ModelError, PendingError } from '../../src/core/errors.ts';
import type { Provider } from '../../src/core/provider.ts';
import { keyOf } from '../../src/core/question.ts';
import { chatAnswer, chatQuestion } from './fixtures/samples.ts';

const never = new AbortController().signal;

/** A provider with room for two calls, each of which ends when it is told to. */
function slowProvider() {
  const open: { answer(): void; fail(): void }[] = [];
  const provider: Provider = {
    name: 'slow',
    servers: [
      {
        name: 'slow',
        chat: () =>
          new Promise((resolve, reject) => {
            open.push({
              answer: () => resolve(chatAnswer('late')),
              fail: () => reject(new ModelError('busy', { status: 503, retryable: true })),
            });
          }),
      },
    ],
    limits: { concurrency: 2, timeoutMs: 60_000 },
    free: true,
    addressee: (model) => `slow/${model}`,
    probe: async () => [],
  };
  return { provider, open };
}

test('stopping lets attempts in flight come home and be stored, and ends what waits for its turn', async () => {
  const { provider, open } = slowProvider();
  const store = memoryAnswers();
  const stopping = new AbortController();
  const budget = openBudget(store.ledger, 'run');
  const { chat } = askThrough({ answers: store, provider, budget, stopping: stopping.signal });
  const questions = ['a', 'b', 'c', 'd'].map((text) => chatQuestion(text));
  const results = questions.map((question) => chat(question, never));
  const settled = Promise.allSettled(results);
  await expect.poll(() => open.length).toBe(2);

  stopping.abort();
  await expect(results[2]).rejects.toMatchObject({ reason: 'stopped' });
  await expect(results[3]).rejects.toBeInstanceOf(PendingError);
  for (const each of open) each.answer();
  expect((await settled).map((result) => result.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ]);
  expect(await Promise.all(questions.map((question) => store.has(keyOf(question))))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(open).toHaveLength(2);
});

test('stopping ends the sleep before a further attempt', async () => {
  const { provider, open } = slowProvider();
  const store = memoryAnswers();
  const stopping = new AbortController();
  const budget = openBudget(store.ledger, 'run');
  const retry = { initialDelayMs: 3_600_000, maxDelayMs: 3_600_000 };
  const { chat } = askThrough({ answers: store, provider, budget, stopping: stopping.signal, retry });
  const result = chat(chatQuestion('a'), never);
  await expect.poll(() => open.length).toBe(1);
  open[0]!.fail();
  setTimeout(() => stopping.abort(), 20);
  await expect(result).rejects.toMatchObject({ reason: 'stopped' });
});
