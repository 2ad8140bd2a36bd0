import { afterEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/answers/store.ts';
import { StoreError } from '../../src/core/errors.ts';
import { keyOf, type Question } from '../../src/core/question.ts';
import { chatAnswer, chatQuestion, embedQuestion, vectorAnswer } from '../answers/fixtures/samples.ts';

async function collect<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of from) all.push(one);
  return all;
}

/** What every answer store does. `open` gives an empty one. */
export function testAnswers(name: string, open: () => Store | Promise<Store>): void {
  describe(`answers in ${name}`, () => {
    const opened: Store[] = [];
    const fresh = async () => {
      const store = await open();
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });

    test('an answer comes back as it was put', async () => {
      const store = await fresh();
      const question = chatQuestion('a', { draw: 'vote-1/try-1' });
      const answer = chatAnswer('sure', { usage: null, latencyMs: null, finish: 'length' });
      expect(await store.put(question, answer)).toEqual(answer);
      expect(await store.get(keyOf(question))).toEqual(answer);
      expect(await store.has(keyOf(question))).toBe(true);
    });

    test('text with line breaks, NUL, quotes and half a surrogate pair survives', async () => {
      const store = await fresh();
      const text = 'a\u0000b\n"c"\\ \ud83d\ude00 \ud83d';
      await store.put(chatQuestion(text), chatAnswer(text));
      const [entry] = await collect(store.entries());
      expect(entry?.answer.body).toEqual({ text });
      expect(entry?.question).toEqual(chatQuestion(text));
      expect(entry && keyOf(entry.question)).toBe(keyOf(chatQuestion(text)));
    });

    test('an answer that is not there is undefined', async () => {
      const store = await fresh();
      expect(await store.get('0'.repeat(64))).toBeUndefined();
      expect(await store.has('0'.repeat(64))).toBe(false);
    });

    test('the first write wins, and the second caller is given the stored row', async () => {
      const store = await fresh();
      await store.put(chatQuestion('a'), chatAnswer('first'));
      expect(await store.put(chatQuestion('a'), chatAnswer('second'))).toEqual(chatAnswer('first'));
      expect(await store.putAll([{ question: chatQuestion('a'), answer: chatAnswer('third') }])).toBe(0);
      expect(await store.get(keyOf(chatQuestion('a')))).toEqual(chatAnswer('first'));
    });

    test('a vector comes back in the same float32 values, however it is read; a refused text has none', async () => {
      const store = await fresh();
      const values = [0.1, -0, 3.4e38, 1e-45, Number.NaN, Number.NEGATIVE_INFINITY];
      const answer = vectorAnswer(values);
      expect(await store.put(embedQuestion('a'), answer)).toEqual(answer);
      expect(answer.vector).toEqual(Float32Array.from(values));
      expect(await store.get(keyOf(embedQuestion('a')))).toEqual(answer);
      const refused = vectorAnswer([], { finish: 'rejected' });
      expect(await store.put(embedQuestion('b'), refused)).toEqual(refused);
      expect((await store.get(keyOf(embedQuestion('b'))))!.vector).toBeUndefined();
      expect(await collect(store.entries({ kind: 'embed' }))).toContainEqual({
        key: keyOf(embedQuestion('a')),
        question: embedQuestion('a'),
        answer,
      });
    });

    test('what a caller does to a vector does not reach the stored one', async () => {
      const store = await fresh();
      const answer = vectorAnswer([1, 2]);
      const given = await store.put(embedQuestion('a'), answer);
      answer.vector!.fill(9);
      given.vector!.fill(9);
      expect((await store.get(keyOf(embedQuestion('a'))))!.vector).toEqual(Float32Array.of(1, 2));
    });

    test('many answers are read at once, over more than one page, and those that are not there are left out', async () => {
      const store = await fresh();
      const questions = Array.from({ length: 1203 }, (_, n) => embedQuestion(`q${n}`));
      await store.putAll(questions.map((question, n) => ({ question, answer: vectorAnswer([n, 1]) })));
      const keys = questions.map(keyOf);
      const found = await store.getMany(['0'.repeat(64), ...keys.toReversed()]);
      expect(found.size).toBe(1203);
      for (const [n, key] of keys.entries()) expect(found.get(key)).toEqual(vectorAnswer([n, 1]));
      expect((await store.getMany([])).size).toBe(0);
    });

    test('another draw, addressee or body is another question', async () => {
      const store = await fresh();
      const questions = [
        chatQuestion('a'),
        chatQuestion('b'),
        chatQuestion('a', { draw: '2' }),
        chatQuestion('a', { to: 'local/n' }),
      ];
      for (const [place, question] of questions.entries()) await store.put(question, chatAnswer(`${place}`));
      expect((await store.stats()).answers).toBe(4);
      expect(await store.get(keyOf(questions[2]!))).toEqual(chatAnswer('2'));
    });

    test('entries come in the order of their keys, over more than one page', async () => {
      const store = await fresh();
      const questions = Array.from({ length: 1203 }, (_, n) => chatQuestion(`q${n}`));
      expect(await store.putAll(questions.map((question) => ({ question, answer: chatAnswer('x') })))).toBe(
        1203,
      );
      const keys = (await collect(store.entries())).map(({ key }) => key);
      expect(keys).toEqual(questions.map(keyOf).sort());
    });

    test('writing while entries are read is allowed', async () => {
      const store = await fresh();
      for (let n = 0; n < 3; n += 1) await store.put(chatQuestion(`q${n}`), chatAnswer('x'));
      for await (const { question } of store.entries())
        await store.put({ ...question, draw: 'again' }, chatAnswer('y'));
      expect((await store.stats()).answers).toBeGreaterThanOrEqual(6);
    });

    test('statistics count by kind, addressee and answerer, and tell reported tokens from unreported', async () => {
      const store = await fresh();
      await store.put(chatQuestion('a'), chatAnswer('x'));
      await store.put(chatQuestion('b'), chatAnswer('x', { usage: null }));
      await store.put(chatQuestion('c'), chatAnswer('x', { by: 'rehearsal@1' }));
      const embed: Question = { kind: 'embed', to: 'local/e', body: { text: 'a' }, draw: '' };
      await store.put(embed, vectorAnswer([0.5], { by: 'local/e' }));
      expect(await store.stats()).toEqual({
        answers: 4,
        pending: {},
        rows: [
          {
            kind: 'chat',
            to: 'local/m',
            by: 'local/m-2025',
            answers: 2,
            inputTokens: 3,
            outputTokens: 5,
            withoutUsage: 1,
          },
          {
            kind: 'chat',
            to: 'local/m',
            by: 'rehearsal@1',
            answers: 1,
            inputTokens: 3,
            outputTokens: 5,
            withoutUsage: 0,
          },
          {
            kind: 'embed',
            to: 'local/e',
            by: 'local/e',
            answers: 1,
            inputTokens: 3,
            outputTokens: 5,
            withoutUsage: 0,
          },
        ],
      });
    });

    test('forget removes what fits every given criterion, and counts it', async () => {
      const store = await fresh();
      const other = chatQuestion('b', { to: 'local/n' });
      for (const question of [chatQuestion('a'), chatQuestion('c'), other])
        await store.put(question, chatAnswer('x'));
      expect(await store.forget({ to: 'local/n', keys: [keyOf(chatQuestion('a'))] })).toBe(0);
      expect(await store.forget({ keys: [keyOf(chatQuestion('a')), 'unknown'] })).toBe(1);
      expect(await store.forget({ to: 'local/n', kind: 'chat' })).toBe(1);
      expect(await store.forget({ kind: 'embed' })).toBe(0);
      expect((await collect(store.entries())).map(({ question }) => question)).toEqual([chatQuestion('c')]);
      expect(await store.put(other, chatAnswer('asked again'))).toEqual(chatAnswer('asked again'));
    });

    test('entries can be selected', async () => {
      const store = await fresh();
      await store.put(chatQuestion('a'), chatAnswer('x'));
      await store.put(chatQuestion('b', { to: 'local/n' }), chatAnswer('x'));
      expect((await collect(store.entries({ to: 'local/n' }))).map(({ question }) => question.to)).toEqual([
        'local/n',
      ]);
    });

    test('pending questions are kept with their reason until they are answered or cleared', async () => {
      const store = await fresh();
      await store.notePending([chatQuestion('a'), chatQuestion('b')], 'budget', 'run');
      await store.notePending([chatQuestion('b'), chatQuestion('c')], 'collect', 'run');
      expect((await store.stats()).pending).toEqual({ budget: 1, collect: 2 });
      await store.put(chatQuestion('b'), chatAnswer('x'));
      const open = await collect(store.pendingQuestions());
      expect(open.map(({ question, reason }) => [question, reason])).toEqual(
        [chatQuestion('a'), chatQuestion('c')]
          .sort((one, two) => (keyOf(one) < keyOf(two) ? -1 : 1))
          .map((question) => [question, keyOf(question) === keyOf(chatQuestion('a')) ? 'budget' : 'collect']),
      );
      expect((await store.stats()).pending).toEqual({ budget: 1, collect: 1 });
      await store.clearPending('run');
      expect(await collect(store.pendingQuestions())).toEqual([]);
    });

    test('what one run waits for is not cleared by another', async () => {
      const store = await fresh();
      await store.notePending([chatQuestion('a')], 'collect', 'one');
      await store.notePending([chatQuestion('b')], 'budget', 'two');
      await store.clearPending('two');
      const questions = async (scope?: string) =>
        (await collect(store.pendingQuestions(scope))).map(({ question }) => question);
      expect(await questions()).toEqual([chatQuestion('a')]);
      expect(await questions('one')).toEqual([chatQuestion('a')]);
      expect(await questions('two')).toEqual([]);
    });

    test('a closed store refuses to work', async () => {
      const store = await fresh();
      await store.put(chatQuestion('a'), chatAnswer('x'));
      await store.close();
      await expect(store.get(keyOf(chatQuestion('a')))).rejects.toThrow(StoreError);
      await expect(store.getMany([keyOf(chatQuestion('a'))])).rejects.toThrow(StoreError);
      await expect(store.put(chatQuestion('b'), chatAnswer('x'))).rejects.toThrow(/closed/);
      await expect(store.ledger.spent('run')).rejects.toThrow(StoreError);
      await store.close();
    });

    describe('its ledger', () => {
      const attempt = { scope: 'run', key: 'k', questions: 1, to: 'local/m', server: 's' };

      test('an unknown scope has spent nothing', async () => {
        expect((await (await fresh()).ledger.spent('run')).usd).toBe(0);
      });

      test('a reservation counts in full until it is settled at what was charged', async () => {
        const { ledger } = await fresh();
        const one = await ledger.reserve({ ...attempt, reserveUsd: 0.3 });
        const two = await ledger.reserve({ ...attempt, reserveUsd: 0.3 });
        expect(await ledger.spent('run')).toMatchObject({ usd: 0.6, openUsd: 0.6, attempts: 2, faults: 0 });
        await ledger.settle(one!, {
          outcome: 'answer',
          chargedUsd: 0.1,
          usage: { inputTokens: 7, outputTokens: 2 },
        });
        await ledger.settle(two!, { outcome: 'fault', status: 500, chargedUsd: 0, usage: null });
        expect(await ledger.spent('run')).toEqual({
          usd: 0.1,
          openUsd: 0,
          attempts: 2,
          faults: 1,
          unpriced: 0,
          inputTokens: 7,
          outputTokens: 2,
        });
      });

      test('what exceeds the budget is not reserved; what just fits is', async () => {
        const { ledger } = await fresh();
        expect(await ledger.reserve({ ...attempt, reserveUsd: 0.1 }, 0.3)).toBeDefined();
        expect(await ledger.reserve({ ...attempt, reserveUsd: 0.21 }, 0.3)).toBeUndefined();
        expect(await ledger.reserve({ ...attempt, reserveUsd: 0.2 }, 0.3)).toBeDefined();
        expect(await ledger.reserve({ ...attempt, reserveUsd: 1e-9 }, 0.3)).toBeUndefined();
        expect((await ledger.spent('run')).attempts).toBe(2);
      });

      test('scopes are counted apart', async () => {
        const { ledger } = await fresh();
        await ledger.reserve({ ...attempt, reserveUsd: 1 }, 1);
        expect(await ledger.reserve({ ...attempt, scope: 'other', reserveUsd: 1 }, 1)).toBeDefined();
        expect((await ledger.spent('run')).usd).toBe(1);
      });

      test('an unknown price is counted as unknown, not as nothing', async () => {
        const { ledger } = await fresh();
        const number = await ledger.reserve({ ...attempt, reserveUsd: null });
        await ledger.settle(number!, { outcome: 'answer', chargedUsd: null, usage: null });
        expect(await ledger.spent('run')).toMatchObject({ usd: 0, unpriced: 1, attempts: 1 });
      });

      test('an attempt is settled once', async () => {
        const { ledger } = await fresh();
        const number = await ledger.reserve({ ...attempt, reserveUsd: 1 });
        const settlement = { outcome: 'answer', chargedUsd: 1, usage: null } as const;
        await ledger.settle(number!, settlement);
        await expect(ledger.settle(number!, settlement)).rejects.toThrow(StoreError);
        expect((await ledger.spent('run')).usd).toBe(1);
      });
    });
  });
}
