import { expect, test } from 'vitest';
import { ConfigError, PendingError, ReplyError } from '../../src/core/errors.ts';
import { keyOf } from '../../src/core/question.ts';
import { defineTask } from '../../src/core/task.ts';
import { askFor } from '../../src/run/asker.ts';
import { answerOf, contextWith } from './support.ts';

/** Wants the word "ok" and nothing else. */
const strict = defineTask<{ text: string }, 'ok'>({
  name: 'strict',
  version: '1',
  render: ({ text }) => ({ instructions: 'Say ok.', sections: [{ name: 'text', text }], request: 'Now.' }),
  parse(reply) {
    if (reply !== 'ok') throw new ReplyError('malformed', 'expected the word ok', { hidden: reply });
    return 'ok';
  },
  rehearse: () => 'ok',
});

const nobody = () => {};
const input = { text: 'a text' };

test('a reply that cannot be read is shown back with what was wrong, under the next try of its draw', async () => {
  const replies = ['no', 'ok'];
  const context = contextWith(() => answerOf(replies.shift()!));
  expect(await askFor(context, 's', nobody)(strict, input, { role: 'model', draw: 'vote-3' })).toBe('ok');
  expect(context.asked.map((question) => question.draw)).toEqual(['vote-3/try-0', 'vote-3/try-1']);
  const [first, second] = context.asked.map(
    (question) => question.body.messages as { role: string; content: string }[],
  );
  expect(second!.slice(0, 2)).toEqual(first);
  expect(second![2]).toEqual({ role: 'assistant', content: 'no' });
  expect(second![3]!.content).toContain('expected the word ok');
});

test('after the last try the reply error is thrown, and its message holds no text of the reply', async () => {
  const context = contextWith(() => answerOf('something secret'));
  const error = await askFor(context, 's', nobody)(strict, input, { role: 'model' }).catch(
    (caught) => caught,
  );
  expect(error).toBeInstanceOf(ReplyError);
  expect(error.problem).toBe('malformed');
  expect(error.message).not.toContain('secret');
  expect(context.asked).toHaveLength(3);
});

test('a parser sees the answer alone: reasoning that markers set apart is taken off, and nothing else is read', async () => {
  const reasoning = { close: '</t>' };
  const context = contextWith(() => answerOf('Should I say ok? </t> ok'), { role: { reasoning } });
  expect(await askFor(context, 's', nobody)(strict, input, { role: 'model' })).toBe('ok');
  const endless = contextWith(() => answerOf('ok'), { role: { reasoning } });
  await expect(askFor(endless, 's', nobody)(strict, input, { role: 'model' })).rejects.toThrow(
    /holds reasoning only/,
  );
});

test('never more than five tries, whatever a stage asks for', async () => {
  const context = contextWith(() => answerOf('no'));
  await askFor(context, 's', nobody)(strict, input, { role: 'model', tries: 50 }).catch(() => {});
  expect(context.asked).toHaveLength(5);
});

test.each([
  ['refusal', 3],
  ['filter', 3],
  ['length', 3],
  ['rejected', 1],
] as const)(
  'an answer that ended with %s is no content, even if its text would parse',
  async (finish, asked) => {
    const context = contextWith(() => answerOf('ok', { finish }));
    const error = await askFor(context, 's', nobody)(strict, input, { role: 'model' }).catch(
      (caught) => caught,
    );
    expect(error.problem).toBe(finish);
    expect(context.asked).toHaveLength(asked);
    expect(new Set(context.asked.map(keyOf)).size).toBe(asked);
  },
);

test('an empty reply and a null text are malformed', async () => {
  for (const text of ['  \n', null]) {
    const context = contextWith(() => answerOf(text));
    await expect(askFor(context, 's', nobody)(strict, input, { role: 'model' })).rejects.toMatchObject({
      problem: 'malformed',
    });
  }
});

test("a role's settings and extra members win over the task's", async () => {
  const task = defineTask({ ...strict, sampling: { temperature: 0, maxTokens: 50 } });
  const context = contextWith(() => answerOf('ok'), {
    role: { sampling: { temperature: 1, topP: 0.9 }, extraBody: { top_k: 20 } },
  });
  await askFor(context, 's', nobody)(task, input, { role: 'model' });
  expect(context.asked[0]!.body).toMatchObject({ temperature: 1, top_p: 0.9, max_tokens: 50, top_k: 20 });
});

test('what a server does not take is no part of the question', async () => {
  const context = contextWith(() => answerOf('ok'), {
    role: { sampling: { temperature: 1 }, extraBody: { top_k: 20 }, omit: ['seed', 'top_k'] },
  });
  await askFor(context, 's', nobody)(strict, input, { role: 'model' });
  expect(Object.keys(context.asked[0]!.body).sort()).toEqual(['messages', 'temperature']);
  const other = { ...context, setting: { ...context.setting, seed: 8 } };
  await askFor(other, 's', nobody)(strict, input, { role: 'model' });
  expect(keyOf(context.asked[1]!)).not.toBe(keyOf(context.asked[0]!));
});

test('a subject that is asked for a short reply has no more tokens than its role, wherever those were set', async () => {
  const limitOf = async (role: object, maxTokens?: number) => {
    const context = contextWith(() => answerOf('ok'), { role });
    const how = { role: 'model', ...(maxTokens === undefined ? {} : { maxTokens }) };
    await askFor(context, 's', nobody).reply(strict, input, how);
    return context.asked[0]!.body;
  };
  expect(await limitOf({ sampling: { maxTokens: 50 } }, 20)).toMatchObject({ max_tokens: 20 });
  expect(await limitOf({ sampling: { maxTokens: 50 } }, 80)).toMatchObject({ max_tokens: 50 });
  expect(await limitOf({ extraBody: { max_tokens: 50 } }, 20)).toMatchObject({ max_tokens: 20 });
  expect(await limitOf({ extraBody: { max_tokens: 50 } }, 80)).toMatchObject({ max_tokens: 50 });
  const reasoner = await limitOf({ extraBody: { max_completion_tokens: 50 }, omit: ['max_tokens'] }, 20);
  expect(reasoner).toMatchObject({ max_completion_tokens: 20 });
  expect(await limitOf({ extraBody: { max_tokens: 50 } })).toMatchObject({ max_tokens: 50 });
});

test('sampled questions carry a seed made from seed and draw; others carry none', async () => {
  const task = defineTask({ ...strict, sampling: { temperature: 0, maxTokens: 50 } });
  const cold = contextWith(() => answerOf('ok'));
  await askFor(cold, 's', nobody)(task, input, { role: 'model' });
  expect(cold.asked[0]!.body).toMatchObject({ temperature: 0, max_tokens: 50 });
  expect(cold.asked[0]!.body).not.toHaveProperty('seed');

  const seedOf = async (seed: number, draw: string) => {
    const context = contextWith(() => answerOf('ok'));
    const hot = { ...context, setting: { ...context.setting, seed } };
    await askFor(hot, 's', nobody)(strict, input, { role: 'model', draw });
    return context.asked[0]!.body.seed;
  };
  expect(await seedOf(1, 'a')).toBe(await seedOf(1, 'a'));
  expect(await seedOf(1, 'a')).not.toBe(await seedOf(2, 'a'));
  expect(await seedOf(1, 'a')).not.toBe(await seedOf(1, 'b'));
});

test('every answer that was used is reported, unreadable ones included', async () => {
  const replies = ['no', 'ok'];
  const used: string[] = [];
  const context = contextWith(() => answerOf(replies.shift()!));
  await askFor(context, 's', (key) => used.push(key))(strict, input, { role: 'model' });
  expect(used).toEqual(context.asked.map(keyOf));
});

test('once stopping, nothing new is asked', async () => {
  const controller = new AbortController();
  const context = contextWith(() => answerOf('ok'), { stopping: controller.signal });
  controller.abort();
  await expect(askFor(context, 's', nobody)(strict, input, { role: 'model' })).rejects.toBeInstanceOf(
    PendingError,
  );
  expect(context.asked).toHaveLength(0);
});

test('a role without a model is a configuration error that names it', async () => {
  const ask = askFor(
    contextWith(() => answerOf('ok')),
    's',
    nobody,
  );
  await expect(ask(strict, input, { role: 'judge' })).rejects.toBeInstanceOf(ConfigError);
  await expect(ask(strict, input, { role: 'judge' })).rejects.toThrow(/judge/);
});

test('randomness depends on seed, stage and key', () => {
  const context = contextWith(() => answerOf('ok'));
  const draw = (stage: string, ...key: string[]) =>
    askFor(context, stage, nobody)
      .random(...key)
      .int(1e9);
  expect(draw('s', 'a')).toBe(draw('s', 'a'));
  expect(draw('s', 'a')).not.toBe(draw('t', 'a'));
  expect(draw('s', 'a')).not.toBe(draw('s', 'b'));
});

test('where every answer is there at once, a stop is heard between two questions all the same', async () => {
  const stop = new AbortController();
  const context = contextWith(() => answerOf('ok'), { stopping: stop.signal });
  const ask = askFor(context, 's', nobody);
  setImmediate(() => stop.abort());
  const asking = async () => {
    for (let at = 0; at < 100; at += 1) await ask(strict, input, { role: 'model', draw: String(at) });
  };
  await expect(asking()).rejects.toMatchObject({ reason: 'stopped' });
  expect(context.asked.length).toBeLessThan(5);
});
