import { expect, test } from 'vitest';
import { ConfigError, PendingError } from '../../src/core/errors.ts';
import { type Answer, type ChatMessage, keyOf, type Question } from '../../src/core/question.ts';
import { askFor } from '../../src/run/asker.ts';
import type { RewardRole } from '../../src/run/reward-models.ts';
import { answerOf, contextWith } from './support.ts';

const messages: readonly ChatMessage[] = [{ role: 'user', content: 'How late does the museum close?' }];
const nobody = () => {};
const noChat = () => {
  throw new Error('not asked');
};

const scoreOf = (score: number | null, more: Partial<Answer> = {}): Answer =>
  answerOf(null, { body: { score }, usage: { inputTokens: 9, outputTokens: 0 }, ...more });

/** A context whose role `reward` has a reward model behind a server. */
function behindServer(answer: Answer, more: Partial<RewardRole> = {}) {
  const scored: Question[] = [];
  const role: RewardRole = {
    to: 'local/rm',
    extraBody: {},
    omit: [],
    reward: async (question) => {
      scored.push(question);
      return answer;
    },
    ...more,
  };
  return { context: contextWith(noChat, { rewardRoles: new Map([['reward', role]]) }), scored };
}

test('a reward model is asked for the conversation with the answer as its last turn, in one draw', async () => {
  const { context, scored } = behindServer(scoreOf(-1.5), { extraBody: { user: 'bench' } });
  const used: string[] = [];
  const { score } = askFor(context, 's', (key) => used.push(key)).rewardModel('reward');
  expect(await score(messages, 'At six.')).toEqual({
    score: -1.5,
    usage: { inputTokens: 9, outputTokens: 0 },
  });
  const turns = [...messages, { role: 'assistant', content: 'At six.' }];
  expect(scored).toEqual([
    { kind: 'reward', to: 'local/rm', body: { messages: turns, user: 'bench' }, draw: 'only' },
  ]);
  expect(used).toEqual(scored.map(keyOf));
});

test('what a server does not take is no part of the question, and the conversation cannot be replaced', async () => {
  const { context, scored } = behindServer(scoreOf(0), {
    extraBody: { user: 'bench', messages: [] },
    omit: ['user'],
  });
  await askFor(context, 's', nobody).rewardModel('reward').score(messages, 'At six.');
  expect(Object.keys(scored[0]!.body)).toEqual(['messages']);
  expect(scored[0]!.body.messages).toHaveLength(2);
});

test('an answer that is too long for a reward model has no score', async () => {
  const { context } = behindServer(scoreOf(null, { finish: 'rejected' }));
  expect((await askFor(context, 's', nobody).rewardModel('reward').score(messages, 'a')).score).toBeNull();
});

test('a chat model in the role is asked as a judge, and its grade is the score', async () => {
  const context = contextWith(() => answerOf('Brief and right.\n<grade>81</grade>'));
  const used: Question[] = [];
  const model = askFor(context, 's', (_, question) => used.push(question)).rewardModel('model');
  expect(await model.score(messages, 'At six.')).toEqual({
    written: true,
    score: 81,
    usage: { inputTokens: 1, outputTokens: 1 },
  });
  expect(context.asked.map(({ kind, draw }) => [kind, draw])).toEqual([['chat', 'only/try-0']]);
  expect(context.asked[0]!.body).toMatchObject({ temperature: 0 });
  expect(used).toEqual(context.asked);
});

test('a grade that cannot be read is asked for again, and the tokens of all tries are counted', async () => {
  const replies = ['About 80, I would say.', 'Right.\n<grade>80</grade>'];
  const context = contextWith(() => answerOf(replies.shift()!));
  const { score } = askFor(context, 's', nobody).rewardModel('model');
  expect(await score(messages, 'At six.')).toEqual({
    written: true,
    score: 80,
    usage: { inputTokens: 2, outputTokens: 2 },
  });
  expect(context.asked.map(({ draw }) => draw)).toEqual(['only/try-0', 'only/try-1']);
});

test('a grade that is never readable is no score, and no failure', async () => {
  const context = contextWith(() => answerOf('About 80.', { usage: null }));
  const { score } = askFor(context, 's', nobody).rewardModel('model');
  expect(await score(messages, 'At six.')).toEqual({ score: null, usage: null, written: true });
  expect(context.asked).toHaveLength(3);
});

test('a grader that the conversation is too long for is asked once, and gives no score', async () => {
  const context = contextWith(() => answerOf(null, { finish: 'rejected' }));
  const { score } = askFor(context, 's', nobody).rewardModel('model');
  expect((await score(messages, 'At six.')).score).toBeNull();
  expect(context.asked).toHaveLength(1);
});

test('a missing score is pending, for both forms', async () => {
  const missing = () => {
    throw new PendingError('replay', 'not stored');
  };
  const { context } = behindServer(scoreOf(1), { reward: async () => missing() });
  await expect(askFor(context, 's', nobody).rewardModel('reward').score(messages, 'a')).rejects.toThrow(
    PendingError,
  );
  const chat = contextWith(missing);
  await expect(askFor(chat, 's', nobody).rewardModel('model').score(messages, 'a')).rejects.toThrow(
    PendingError,
  );
});

test('a role without a model says so before anything is asked', () => {
  expect(() => askFor(contextWith(noChat), 's', nobody).rewardModel('reward')).toThrow(ConfigError);
});
