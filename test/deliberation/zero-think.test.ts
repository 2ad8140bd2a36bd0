import { expect, test } from 'vitest';
import { methods } from '../../src/deliberation/index.ts';
import { bodyOf, cut, magistral, partialTurns, respondBy, split, subjectThat, took } from './subject.ts';

test('zero-think hands in an empty block as the family writes one, and takes what follows for the answer', async () => {
  const { ask, asked } = subjectThat([{ body: { text: 'In room 4.' }, ...took(5) }]);
  expect(await respondBy('zero-think', ask)).toEqual({
    subject: 'test/model',
    answer: 'In room 4.',
    finish: 'stop',
    usage: { inputTokens: 10, outputTokens: 5 },
    steps: [
      {
        name: 'answer',
        inserted: '<think>\n\n</think>\n\n',
        text: 'In room 4.',
        usage: { inputTokens: 10, outputTokens: 5 },
      },
    ],
  });
  expect(partialTurns(asked)).toEqual(['<think>\n\n</think>\n\n']);
  expect(asked[0]!.draw).toMatch(/^sample-0\/answer/);
  expect(bodyOf(asked[0]!).stop).toBeUndefined();
  expect(bodyOf(asked[0]!).max_tokens).toBe(8_400);
});

test('zero-think writes the block of another family as that one does', async () => {
  const { ask, asked } = subjectThat(['In room 4.'], { thinking: magistral });
  await respondBy('zero-think', ask);
  expect(partialTurns(asked)).toEqual(['[THINK][/THINK]']);
});

test('an answer that a parser calls reasoning is the answer all the same', async () => {
  const { ask } = subjectThat([split('In room 4.')]);
  const { answer, reasoning } = await respondBy('zero-think', ask);
  expect({ answer, reasoning }).toEqual({ answer: 'In room 4.', reasoning: undefined });
});

test('a block that a subject opens all the same is a part of its answer, and hides nothing', async () => {
  const { ask } = subjectThat([{ body: { text: '<think>Hm.</think>In room 4.' } }]);
  const { answer, reasoning } = await respondBy('zero-think', ask);
  expect({ answer, reasoning }).toEqual({ answer: '<think>Hm.</think>In room 4.', reasoning: undefined });
});

test('nothing said, a filter and a limit are told as they came', async () => {
  const empty = await respondBy('zero-think', subjectThat(['']).ask);
  expect([empty.answer, empty.finish]).toEqual([null, 'stop']);
  const filtered = await respondBy(
    'zero-think',
    subjectThat([{ body: { text: null }, finish: 'filter' }]).ask,
  );
  expect([filtered.answer, filtered.finish]).toEqual([null, 'filter']);
  const long = await respondBy('zero-think', subjectThat([cut('In room')]).ask);
  expect([long.answer, long.finish, long.steps[0]!.cut]).toEqual(['In room', 'length', true]);
});

test('within a budget, zero-think has all of it for the answer', async () => {
  const { ask, asked } = subjectThat(['In room 4.']);
  await respondBy('zero-think', ask, { tokens: 120 });
  expect(bodyOf(asked[0]!).max_tokens).toBe(120);
});

test.each(['zero-think', 'more-think'])(
  '%s refuses instruct models, and says which methods are for them',
  (name) => {
    const method = methods.get(name)!;
    const check = (kind: 'instruct' | 'reasoning') => () => method.check!({} as never, kind);
    expect(check('instruct')).toThrow(/vanilla, best-of-n, self-refine, tpo and align3 as turns/);
    expect(check('instruct')).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(check('reasoning')).not.toThrow();
    expect(method.continues({} as never, 'reasoning')).toBe(true);
  },
);

test('a subject whose markers nobody knows is refused by name, with what to say', async () => {
  const { ask, asked } = subjectThat([], { thinking: undefined });
  await expect(respondBy('zero-think', ask)).rejects.toThrow(/test\/model.*reasoning: \{open/);
  expect(asked).toEqual([]);
});
