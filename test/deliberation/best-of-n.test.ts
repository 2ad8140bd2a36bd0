import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reward } from '../../src/core/ask.ts';
import { PendingError, StoreError } from '../../src/core/errors.ts';
import { renderMessages } from '../../src/core/prompt.ts';
import { respond } from '../../src/tasks/index.ts';
import { type Heard, several } from './several.ts';
import { input, respondBy, type Said, split, took } from './subject.ts';

/** The number of an answer, by its draw. */
const numberOf = ({ draw }: Pick<Heard, 'draw'>): number => Number(/answer-(\d+)$/.exec(draw)?.[1] ?? 1);
const byNumber = (says: readonly (Said | Error)[]) => (heard: Heard) => says[numberOf(heard) - 1]!;
const rooms = ['Room 1.', 'Room 2.', 'Room 3.', 'Room 4.'];
/** Rooms are worth these. */
const worth =
  (...scores: readonly (number | null)[]) =>
  (answer: string) =>
    scores[rooms.indexOf(answer)]!;

test('the answer with the highest reward is given, and every answer is kept with its reward', async () => {
  const world = several({ subject: byNumber(rooms), reward: worth(0.1, 2, -4, 1.5) });
  expect(await respondBy('best-of-n', world.ask, { answers: 4 })).toEqual({
    subject: 'test/model',
    answer: 'Room 2.',
    finish: 'stop',
    usage: { inputTokens: 4, outputTokens: 4 },
    steps: [0.1, 2, -4, 1.5].map((reward, index) => ({
      name: `answer-${index + 1}`,
      text: rooms[index],
      reward,
      usage: { inputTokens: 1, outputTokens: 1 },
    })),
  });
});

test('each answer is a question of its own, and the first one is that of vanilla', async () => {
  const world = several({ subject: () => 'In room 4.', reward: () => 1 });
  await respondBy('best-of-n', world.ask);
  const draws = Array.from({ length: 14 }, (_, index) => `sample-0/answer-${index + 2}`);
  expect(world.draws()).toEqual(['sample-0', ...draws]);
  for (const { question } of world.heard) expect(question.body).not.toHaveProperty('n');
  const vanilla = several({ subject: () => 'In room 4.' });
  await respondBy('vanilla', vanilla.ask);
  expect(world.heard[0]!.question).toEqual(vanilla.heard[0]!.question);
});

test('a reward is asked for the answer as the turn after the declared question, without its reasoning', async () => {
  const subject = (heard: Heard) => split('Which room?', rooms[numberOf(heard) - 1]!);
  const world = several({ subject, reward: worth(1, 2), kind: 'reasoning' });
  const said = await respondBy('best-of-n', world.ask, { answers: 2 });
  expect(world.rewarded.map(({ body }) => body.messages)).toEqual(
    ['Room 1.', 'Room 2.'].map((content) => [
      ...renderMessages('respond', respond.render(input)),
      { role: 'assistant', content },
    ]),
  );
  expect(said).toMatchObject({ answer: 'Room 2.', reasoning: 'Which room?' });
  expect(said.steps[0]).toMatchObject({ text: 'Room 1.', reasoning: 'Which room?' });
});

test.each([
  ['a tie goes to the lowest number', [1, 3, 3, 2], 'Room 2.'],
  ['an unknown reward does not win over a low one', [null, -9, null, -8], 'Room 4.'],
  ['where no reward is known, the first answer is given', [null, null, null, null], 'Room 1.'],
] as const)('%s', async (_, scores, answer) => {
  const world = several({ subject: byNumber(rooms), reward: worth(...scores) });
  const said = await respondBy('best-of-n', world.ask, { answers: 4 });
  expect(said.answer).toBe(answer);
  expect(said.steps.map(({ reward }) => reward)).toEqual(scores);
});

test('a reward that is no number is unknown', async () => {
  const world = several({ subject: byNumber(rooms), reward: worth(Number.NaN, 1, Infinity, 2) });
  const said = await respondBy('best-of-n', world.ask, { answers: 4 });
  expect(said.answer).toBe('Room 4.');
  expect(said.steps.map(({ reward }) => reward)).toEqual([null, 1, null, 2]);
});

const filtered = { body: { text: 'Room' }, finish: 'filter' } as const;
const thought = { body: { text: '<think>Which room' }, finish: 'length' } as const;
const tooLong = { body: { text: null }, finish: 'rejected' } as const;

test('what is empty, filtered or cut off in its reasoning is not scored and cannot win', async () => {
  const subject = byNumber([filtered, thought, ' ', tooLong, 'Room 1.', 'Room 2.']);
  const world = several({ subject, reward: worth(-5, -3) });
  const said = await respondBy('best-of-n', world.ask, { answers: 6 });
  expect(said).toMatchObject({ answer: 'Room 2.', finish: 'stop' });
  expect(said.steps.map((step) => 'reward' in step)).toEqual([false, false, false, false, true, true]);
  expect(said.steps[1]).toMatchObject({ text: '', cut: true });
});

test('an answer that has no other to compete with needs no reward', async () => {
  const alone = several({ subject: () => 'Room 1.' });
  expect(await respondBy('best-of-n', alone.ask, { answers: 1 })).toMatchObject({ answer: 'Room 1.' });
  const last = several({ subject: byNumber([thought, filtered, 'Room 3.']) });
  expect(await respondBy('best-of-n', last.ask, { answers: 3 })).toMatchObject({ answer: 'Room 3.' });
});

test('where nothing can win, what there is is the answer, as it ended', async () => {
  const partly = several({ subject: byNumber([thought, filtered]) });
  expect(await respondBy('best-of-n', partly.ask, { answers: 2 })).toMatchObject({
    answer: 'Room',
    finish: 'filter',
  });
  const never = several({ subject: byNumber([thought, tooLong]) });
  expect(await respondBy('best-of-n', never.ask, { answers: 2 })).toMatchObject({
    answer: null,
    finish: 'length',
  });
});

test('an answer that was cut off at its limit may win', async () => {
  const subject = byNumber(['Room 1.', { body: { text: 'Room 2.' }, finish: 'length' }]);
  const said = await respondBy('best-of-n', several({ subject, reward: worth(1, 2) }).ask, { answers: 2 });
  expect(said).toMatchObject({ answer: 'Room 2.', finish: 'length' });
});

test('tokens of all answers are added up, and are unknown where those of one are', async () => {
  const subject = byNumber([
    { body: { text: 'Room 1.' }, ...took(5) },
    { body: { text: 'Room 2.' }, ...took(7) },
  ]);
  const known = await respondBy('best-of-n', several({ subject, reward: worth(1, 2) }).ask, { answers: 2 });
  expect(known.usage).toEqual({ inputTokens: 20, outputTokens: 12 });
  const partly = byNumber(['Room 1.', { body: { text: 'Room 2.' }, usage: null }]);
  const unknown = await respondBy('best-of-n', several({ subject: partly, reward: worth(2, 1) }).ask, {
    answers: 2,
  });
  expect(unknown.usage).toBeNull();
});

test('what a judge writes for a reward is counted, unknown where that is, and what a reward model reads is not', async () => {
  const { ask } = several({ subject: byNumber(rooms) });
  const usageWith = async (reward: Omit<Reward, 'score'>) => {
    const judged = Object.assign(ask, {
      rewardModel: () => ({ score: async () => ({ score: 1, ...reward }) }),
    });
    return (await respondBy('best-of-n', judged, { answers: 2 })).usage;
  };
  const usage = { inputTokens: 50, outputTokens: 20 };
  expect(await usageWith({ usage, written: true })).toEqual({ inputTokens: 102, outputTokens: 42 });
  expect(await usageWith({ usage: null, written: true })).toBeNull();
  expect(await usageWith({ usage: { ...usage, outputTokens: 0 } })).toEqual({
    inputTokens: 2,
    outputTokens: 2,
  });
  expect(await usageWith({ usage: null })).toEqual({ inputTokens: 2, outputTokens: 2 });
});

test('a missing answer loses none of the others, and what may still come is told first', async () => {
  const given = new PendingError('server', 'no answer', { asked: true });
  const open = new PendingError('budget', 'spent');
  const world = several({ subject: byNumber(['Room 1.', given, 'Room 3.', open]), reward: () => 1 });
  await expect(respondBy('best-of-n', world.ask, { answers: 4 })).rejects.toBe(open);
  expect(world.heard).toHaveLength(4);
  expect(world.rewarded).toHaveLength(0);
  const broken = new StoreError('disk full');
  const worse = several({ subject: byNumber([given, open, broken]), reward: () => 1 });
  await expect(respondBy('best-of-n', worse.ask, { answers: 3 })).rejects.toBe(broken);
});

test('a missing reward loses none of the others', async () => {
  const missing = new PendingError('server', 'down');
  const reward = (answer: string) => (answer === 'Room 2.' ? missing : 1);
  const world = several({ subject: byNumber(rooms), reward });
  await expect(respondBy('best-of-n', world.ask, { answers: 4 })).rejects.toBe(missing);
  expect(world.rewarded).toHaveLength(4);
});

const scores = fc.array(fc.option(fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 6 });

test('whichever reply comes first, the response is the same', async () => {
  await fc.assert(
    fc.asyncProperty(scores, fc.integer(), async (worths, order) => {
      const run = (by: number | undefined) => {
        const subject = (heard: Heard) => `${numberOf(heard)}`;
        const reward = (answer: string) => worths[Number(answer) - 1]!;
        const world = several({ subject, reward, ...(by === undefined ? {} : { order: by }) });
        return respondBy('best-of-n', world.ask, { answers: worths.length });
      };
      expect(await run(order)).toEqual(await run(undefined));
    }),
    { numRuns: 30 },
  );
});
