import { setMaxListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { memoryAnswers } from '../../src/answers/memory-store.ts';
import { withAnswers } from '../../src/answers/with-answers.ts';
import { withAnswersBatch } from '../../src/answers/with-answers-batch.ts';
import type { Call } from '../../src/core/answers.ts';
import { ModelError, PendingError, StoreError } from '../../src/core/errors.ts';
import { type Answer, keyOf, type Question } from '../../src/core/question.ts';
import { chatAnswer, chatQuestion, embedQuestion, vectorAnswer } from './fixtures/samples.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);
const textOf = (question: Question) => String(question.body.text);

/** An embed call that answers a text with its bytes, and remembers its batches. */
function echo(spoil: (texts: readonly string[]) => Error | undefined = () => undefined) {
  const batches: string[][] = [];
  const call: Call<readonly Question[], readonly Answer[]> = async (questions) => {
    const texts = questions.map(textOf);
    batches.push(texts);
    const error = spoil(texts);
    if (error) throw error;
    return texts.map((text) => vectorAnswer([...Buffer.from(text)]));
  };
  return { call, batches };
}

/** The texts that vectors of `echo` stand for. */
const vectors = (answers: readonly Answer[]) => answers.map(({ vector }) => Buffer.from(vector!).toString());
const texts = (...all: string[]) => all.map((text) => embedQuestion(text));

test('a stored answer is free', async () => {
  const store = memoryAnswers();
  const call = vi.fn(async () => chatAnswer('asked'));
  const onStored = vi.fn();
  const ask = withAnswers(store, call, { onStored });
  expect(await ask(chatQuestion('a'), never)).toEqual(chatAnswer('asked'));
  expect(await ask(chatQuestion('a'), never)).toEqual(chatAnswer('asked'));
  expect(call).toHaveBeenCalledTimes(1);
  expect(onStored).toHaveBeenCalledTimes(1);
});

test('the same question in flight is asked once, and asked again after it failed', async () => {
  const call = vi
    .fn<Call<Question, Answer>>()
    .mockRejectedValueOnce(new Error('first'))
    .mockResolvedValue(chatAnswer('x'));
  const ask = withAnswers(memoryAnswers(), call);
  const both = await Promise.allSettled([ask(chatQuestion('a'), never), ask(chatQuestion('a'), never)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await Promise.all([ask(chatQuestion('a'), never), ask(chatQuestion('b'), never)])).toHaveLength(2);
  expect(call).toHaveBeenCalledTimes(3);
});

test('the caller adopts the stored row when another process was faster', async () => {
  const store = memoryAnswers();
  const ask = withAnswers(store, async (question) => {
    await store.put(question, chatAnswer('theirs'));
    return chatAnswer('ours');
  });
  expect(await ask(chatQuestion('a'), never)).toEqual(chatAnswer('theirs'));
});

test('one waiter that stops leaves the others their answer; when all stop, so does the call', async () => {
  const signals: AbortSignal[] = [];
  const gates: ((answer: Answer) => void)[] = [];
  const ask = withAnswers(memoryAnswers(), (_, signal) => {
    signals.push(signal);
    return new Promise((resolve) => gates.push(resolve));
  });
  const [one, two] = [new AbortController(), new AbortController()];
  const first = ask(chatQuestion('a'), one.signal);
  const second = ask(chatQuestion('a'), two.signal);
  await vi.waitFor(() => expect(gates).toHaveLength(1));
  one.abort();
  await expect(first).rejects.toMatchObject({ code: 'pending', reason: 'stopped' });
  expect(signals[0]!.aborted).toBe(false);
  gates[0]!(chatAnswer('x'));
  expect(await second).toEqual(chatAnswer('x'));

  const third = ask(chatQuestion('b'), two.signal);
  await vi.waitFor(() => expect(gates).toHaveLength(2));
  two.abort();
  await expect(third).rejects.toThrow(PendingError);
  expect(signals[1]!.aborted).toBe(true);
});

test('without a call, a miss is pending for the given reason, and is told before it is thrown', async () => {
  const store = memoryAnswers();
  await store.put(chatQuestion('known'), chatAnswer('x'));
  const onPending = vi.fn();
  const ask = withAnswers(store, undefined, { reason: 'collect', onPending });
  expect(await ask(chatQuestion('known'), never)).toEqual(chatAnswer('x'));
  const question = chatQuestion('a secret text');
  const error = await ask(question, never).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ reason: 'collect', key: keyOf(question) });
  expect(String(error)).not.toContain('secret');
  expect(onPending).toHaveBeenCalledExactlyOnceWith([question], 'collect');
});

test('an answer that cannot be kept is a StoreError', async () => {
  const store = memoryAnswers();
  const failing = { ...store, put: () => Promise.reject(new StoreError('disk full')) };
  await expect(withAnswers(failing, async () => chatAnswer('x'))(chatQuestion('a'), never)).rejects.toThrow(
    StoreError,
  );
  const { call } = echo();
  const full = { ...store, putAll: () => Promise.reject(new StoreError('disk full')) };
  await expect(withAnswersBatch(full, call)(texts('a', 'b'), never)).rejects.toThrow(StoreError);
});

test('of a batch only what is missing is asked, once each, and the order is kept', async () => {
  const { call, batches } = echo();
  const ask = withAnswersBatch(memoryAnswers(), call, { batch: 3 });
  expect(vectors(await ask(texts('b', 'd'), never))).toEqual(['b', 'd']);
  const all = ['a', 'b', 'c', 'd', 'a', 'e', 'f', 'c'];
  expect(vectors(await ask(texts(...all), never))).toEqual(all);
  expect(batches).toEqual([['b', 'd'], ['a', 'c', 'e'], ['f']]);
  expect(await ask([], never)).toEqual([]);
});

test('what another batch has in flight is waited for, not asked again', async () => {
  const { call, batches } = echo();
  const ask = withAnswersBatch(memoryAnswers(), call);
  const [one, two] = await Promise.all([ask(texts('a', 'b'), never), ask(texts('b', 'c', 'a'), never)]);
  expect([vectors(one), vectors(two)]).toEqual([
    ['a', 'b'],
    ['b', 'c', 'a'],
  ]);
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

test('texts for different models or of different dimensions do not share a batch', async () => {
  const { call, batches } = echo();
  const questions = [
    embedQuestion('a'),
    embedQuestion('b', { to: 'local/other' }),
    embedQuestion('c', { body: { text: 'c', dimensions: 2 } }),
    embedQuestion('d'),
  ];
  await withAnswersBatch(memoryAnswers(), call)(questions, never);
  expect(batches).toEqual([['a', 'd'], ['b'], ['c']]);
});

test('a batch that fails does not keep the others from being stored', async () => {
  const store = memoryAnswers();
  const fault = new PendingError('server', 'down');
  const { call } = echo((batch) => (batch.includes('c') ? fault : undefined));
  const onPending = vi.fn();
  const ask = withAnswersBatch(store, call, { batch: 2, onPending });
  await expect(ask(texts('a', 'b', 'c', 'd', 'e'), never)).rejects.toBe(fault);
  expect((await store.stats()).answers).toBe(3);
  expect(onPending).toHaveBeenCalledExactlyOnceWith(texts('c', 'd'), 'server');
});

test('a batch that the server calls ill-formed is halved until the text that spoils it stands alone', async () => {
  const store = memoryAnswers();
  const { call, batches } = echo((batch) =>
    batch.includes('f')
      ? new PendingError('server', 'bad', {
          refused: true,
          cause: new ModelError('bad', { status: 400, retryable: false }),
        })
      : undefined,
  );
  await expect(withAnswersBatch(store, call)(texts(...'abcdefgh'), never)).rejects.toMatchObject({
    reason: 'server',
  });
  expect((await store.stats()).answers).toBe(7);
  expect(batches).toContainEqual(['f']);
  expect(batches.length).toBeLessThanOrEqual(7);
});

test('without a call, a batch with a miss is pending, and only the missing are told', async () => {
  const store = memoryAnswers();
  await store.put(embedQuestion('a'), vectorAnswer([...Buffer.from('a')]));
  const onPending = vi.fn();
  const ask = withAnswersBatch(store, undefined, { reason: 'replay', onPending });
  expect(vectors(await ask(texts('a'), never))).toEqual(['a']);
  await expect(ask(texts('a', 'b', 'c'), never)).rejects.toMatchObject({ reason: 'replay' });
  expect(onPending).toHaveBeenCalledExactlyOnceWith(texts('b', 'c'), 'replay');
});

test('a server that gives too few answers for a batch is a bug, not a shift by one', async () => {
  const ask = withAnswersBatch(memoryAnswers(), async () => [chatAnswer('x')]);
  await expect(ask(texts('a', 'b'), never)).rejects.toThrow(/asked 2 questions, got 1/);
});
