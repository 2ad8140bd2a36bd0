import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Question } from '../../src/core/question.ts';
import { answerShare, purseOf } from '../../src/deliberation/limits.ts';
import { bodyOf, cut, partialTurns, respondBy, type Said, split, subjectThat, took } from './subject.ts';

test('a quarter of a budget is kept for the answer, at least 16 tokens and at most 1,000', () => {
  expect([16, 40, 64, 100, 2_000, 4_000, 50_000].map(answerShare)).toEqual([
    16, 16, 16, 25, 500, 1_000, 1_000,
  ]);
});

test('a purse counts what servers state, and for those that state nothing all that a pass could take', () => {
  const purse = purseOf(100);
  expect([purse.left(), purse.forReasoning()]).toEqual([100, 75]);
  purse.spend({ inputTokens: 500, outputTokens: 30 }, 75);
  expect([purse.left(), purse.forReasoning()]).toEqual([70, 45]);
  purse.spend(null, 45);
  expect([purse.left(), purse.forReasoning()]).toEqual([25, 0]);
  purse.spend({ inputTokens: 1, outputTokens: 90 }, 25);
  expect([purse.left(), purse.forReasoning()]).toEqual([0, 0]);
  const unlimited = purseOf(undefined);
  unlimited.spend(null);
  expect([unlimited.left(), unlimited.forReasoning()]).toEqual([undefined, undefined]);
});

test('where reasoning has used up its part, later steps are left out, the block is closed and the answer asked for', async () => {
  const { ask, asked } = subjectThat([
    { ...cut(' I name room'), ...took(75) },
    { body: { text: 'In room 4.' }, ...took(9) },
  ]);
  const said = await respondBy('align3', ask, { tokens: 100 });
  const [first, second] = partialTurns(asked);
  expect(second).toBe(`${first} I name room\n</think>\n\n`);
  expect(asked.map((question) => bodyOf(question).max_tokens)).toEqual([75, 25]);
  expect(said).toMatchObject({ answer: 'In room 4.', finish: 'stop', usage: { outputTokens: 84 } });
  expect(`<think>\n${said.reasoning}`).toBe(`${first} I name room`);
  const none = { text: '', cut: true, usage: { inputTokens: 0, outputTokens: 0 } };
  expect(said.steps.slice(1)).toEqual([
    { name: 'safety', ...none },
    { name: 'audit', ...none },
    { name: 'answer', inserted: '\n</think>\n\n', text: 'In room 4.', ...took(9) },
  ]);
});

test('each pass may take what those before it have left, and the last reasoning that is cut off is closed', async () => {
  const { ask, asked } = subjectThat([
    { body: { text: 'a' }, ...took(20) },
    { body: { text: 'b' }, ...took(30) },
    { ...cut(' c'), ...took(25) },
    { body: { text: 'In room 4.' }, ...took(9) },
  ]);
  const said = await respondBy('more-think', ask, { tokens: 100 });
  expect(asked.map((question) => bodyOf(question).max_tokens)).toEqual([75, 55, 25, 25]);
  expect(partialTurns(asked)[3]).toBe('<think>\na\n\nWaitb\n\nWait c\n</think>\n\n');
  expect(said).toMatchObject({ answer: 'In room 4.', reasoning: 'a\n\nWaitb\n\nWait c' });
});

test('an answer that is cut off where its reasoning ended in time goes on with what was kept', async () => {
  const { ask, asked } = subjectThat([
    { ...cut('Hm.</think>It is in ro'), ...took(75) },
    { body: { text: 'om 4.' }, ...took(3) },
  ]);
  const said = await respondBy('vanilla', ask, { tokens: 100 });
  expect(partialTurns(asked)).toEqual(['<think>\n', '<think>\nHm.</think>It is in ro']);
  expect(said).toMatchObject({ answer: 'It is in room 4.', reasoning: 'Hm.', finish: 'stop' });
  expect(said.steps.map(({ name, inserted }) => [name, inserted])).toEqual([
    ['think', '<think>\n'],
    ['answer', undefined],
  ]);
});

test('a reply that was cut off right behind its end marker goes on there, without another one', async () => {
  const { ask, asked } = subjectThat([
    { ...cut('Hm.</think>'), ...took(75) },
    { body: { text: '\n\nIn room 4.' }, ...took(3) },
  ]);
  const said = await respondBy('vanilla', ask, { tokens: 100 });
  expect(partialTurns(asked)[1]).toBe('<think>\nHm.</think>');
  expect(said).toMatchObject({ answer: 'In room 4.', reasoning: 'Hm.' });
});

test('vanilla within a budget begins the turn of a reasoning model, and limits the reply of any other', async () => {
  const reasoning = subjectThat(['Hm.</think>In room 4.']);
  expect(await respondBy('vanilla', reasoning.ask, { tokens: 100 })).toMatchObject({
    answer: 'In room 4.',
    reasoning: 'Hm.',
  });
  expect(partialTurns(reasoning.asked)).toEqual(['<think>\n']);
  const instruct = subjectThat(['In room 4.'], { kind: 'instruct' });
  expect((await respondBy('vanilla', instruct.ask, { tokens: 100 })).steps).toEqual([]);
  expect(bodyOf(instruct.asked[0]!).messages).toHaveLength(1);
  expect(bodyOf(instruct.asked[0]!).max_tokens).toBe(100);
});

test('a budget that is enough for the answer alone begins with an empty block', async () => {
  const { ask, asked } = subjectThat(['In room 4.']);
  const said = await respondBy('align3', ask, { tokens: 16 });
  expect(partialTurns(asked)).toEqual(['<think>\n\n</think>\n\n']);
  expect(bodyOf(asked[0]!).max_tokens).toBe(16);
  expect(said.answer).toBe('In room 4.');
  expect(said.steps.map(({ name }) => name)).toEqual(['behavior', 'safety', 'audit', 'answer']);
});

test('nothing is asked once a server has said more than it was allowed to', async () => {
  const { ask } = subjectThat([{ body: { text: 'a' }, ...took(500) }]);
  const said = await respondBy('align3', ask, { tokens: 100 });
  expect(said).toMatchObject({ answer: null, finish: 'length' });
  expect(said.steps.at(-1)).toMatchObject({ name: 'answer', cut: true });
});

test('nor for the rest of an answer that it has cut off, which stands as it came', async () => {
  const { ask, asked } = subjectThat([{ ...cut('Hm.</think>It is in ro'), ...took(500) }]);
  const said = await respondBy('vanilla', ask, { tokens: 100 });
  expect(asked).toHaveLength(1);
  expect(said).toMatchObject({ answer: 'It is in ro', reasoning: 'Hm.', finish: 'length' });
});

/** Says as many of the words of a script as it may: one token each. */
function server(scripts: readonly string[], options: { states: boolean; parses: boolean }) {
  const said: number[] = [];
  const reply = (question: Question, number: number): Said => {
    const { max_tokens: limit = 0, stop = [] } = bodyOf(question);
    const words = (scripts[number % scripts.length] ?? '').split(' ');
    const before = stop[0] === undefined ? -1 : words.indexOf(stop[0]);
    const wanted = before < 0 ? words : words.slice(0, before);
    const given = wanted.slice(0, limit);
    said.push(given.length);
    const text = given.join(' ');
    const at = text.indexOf('</think>');
    const parsed = at < 0 ? split(text) : split(text.slice(0, at), text.slice(at + 8));
    return {
      ...(options.parses ? parsed : { body: { text } }),
      finish: given.length < wanted.length ? 'length' : 'stop',
      usage: options.states ? { inputTokens: 10, outputTokens: given.length } : null,
    };
  };
  return { said, reply };
}

test('no method ever takes more than its budget, and there is an answer wherever one is said', async () => {
  const script = fc
    .array(fc.constantFrom('room', '4', '</think>', 'Hm'), { minLength: 1, maxLength: 60 })
    .map((words) => words.join(' '));
  const method = fc.constantFrom('vanilla', 'zero-think', 'more-think', 'align3');
  const run = fc.record({
    method,
    tokens: fc.integer({ min: 16, max: 120 }),
    kind: fc.constantFrom('reasoning' as const, 'instruct' as const),
    turns: fc.boolean(),
    options: fc.record({ states: fc.boolean(), parses: fc.boolean() }),
    scripts: fc.array(script, { minLength: 1, maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ method: name, tokens, kind, turns, options, scripts }) => {
      fc.pre(kind === 'reasoning' || name === 'vanilla' || name === 'align3');
      const { said, reply } = server(scripts, options);
      const { ask } = subjectThat(reply, { kind });
      const form = name === 'align3' && turns ? { form: 'turns' as const } : {};
      const { finish, answer, steps } = await respondBy(name, ask, { tokens, ...form });
      expect(said.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(tokens);
      expect(new Set(steps.map((step) => step.name)).size).toBe(steps.length);
      // Where it was asked to answer behind a closed block, whatever it said is the answer.
      const { name: at, inserted, text } = steps.at(-1) ?? { name: 'whole', text: '' };
      const isSaid = /room|4|Hm/.test(text);
      if (at === 'answer' && inserted !== undefined && isSaid) expect(answer).not.toBeNull();
      // Reasoning that was cut off by the budget is always closed, and answered.
      if (finish === 'length' && kind === 'reasoning' && at !== 'whole') expect(at).toBe('answer');
    }),
    { numRuns: 200 },
  );
});
