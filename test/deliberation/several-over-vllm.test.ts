import { expect, test } from 'vitest';
import { memoryAnswers, openBudget } from '../../src/answers/index.ts';
import { PendingError } from '../../src/core/errors.ts';
import { readMessages, renderMessages } from '../../src/core/prompt.ts';
import { deliberationOptions, type GivenOptions, methods } from '../../src/deliberation/index.ts';
import { openaiKind } from '../../src/model/index.ts';
import { askFor } from '../../src/run/asker.ts';
import { connectModels } from '../../src/run/connect-models.ts';
import { resolveModels } from '../../src/run/open-models.ts';
import { respond } from '../../src/tasks/index.ts';
import { contextWith } from '../run/support.ts';
import { vllmRewards } from '../support/vllm-rewards.ts';
import { type Going, messagesOf, startVllm, type VllmOptions } from '../support/vllm-server.ts';
import { input } from './subject.ts';

const chat = '/v1/chat/completions';
const declared = renderMessages('respond', respond.render(input));

/** A server with a subject and a reward model that counts an answer's commas, and a method that asks both of them. */
async function world(options: VllmOptions, isGraded = false) {
  const { routes } = vllmRewards({ logits: (text) => [text.split('assistant').at(-1)!.split(',').length] });
  const server = await startVllm({ routes, ...options });
  const store = memoryAnswers();
  const respondBy = async (method: string, given: GivenOptions) => {
    const resolved = await resolveModels({
      mode: 'ask',
      models: { subject: { model: 'p/subject' }, reward: { model: 'p/reward' } },
      providers: {
        p: { type: 'openai', options: { baseUrl: server.url, ...(!isGraded && { reward: 'classify' }) } },
      },
      kinds: new Map([['openai', openaiKind]]),
      given: new Map(),
      roles: ['subject', 'reward'],
      surroundings: { env: {}, offline: false, tasks: [] },
      root: process.cwd(),
    });
    const connected = connectModels(resolved, {
      store,
      budget: openBudget(store.ledger, 'run', undefined),
      replay: false,
      collect: false,
      halt: new AbortController(),
      stopping: new AbortController().signal,
      onEvent: () => {},
    });
    const nobody = contextWith(() => {
      throw new Error('not asked');
    });
    const ask = askFor({ ...nobody, ...connected }, 'respond', () => {});
    const how = { role: 'subject', draw: 'sample-0', options: deliberationOptions(given) };
    return methods.get(method)!.respond(ask, input, how);
  };
  return { server, respondBy, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** What a request is for: the task that it names, the declared question, or a reward. */
const purposeOf = ({ route, body }: { route: string; body: Parameters<typeof messagesOf>[0] }): string => {
  if (route !== chat) return route;
  return readMessages(messagesOf(body))!.task ?? 'respond';
};
const sectionsOf = (body: Parameters<typeof messagesOf>[0]) =>
  Object.fromEntries(readMessages(messagesOf(body))!.sections);

/** Says which request it answers, with as many commas. */
const counting = ({ number }: Going) => ({ text: `Reply ${number}${','.repeat(number)}` });

test('best-of-n asks the declared question several times, none of them for several answers, and then for rewards', async () => {
  await using it = await world({ reply: counting });
  const said = await it.respondBy('best-of-n', { answers: 3 });
  expect(it.server.requests.map(purposeOf)).toEqual([
    ...Array(3).fill('respond'),
    ...Array(3).fill('/classify'),
  ]);
  const bodies = it.server.bodies(chat);
  for (const body of bodies) {
    expect(messagesOf(body)).toEqual(declared);
    expect(Object.keys(body).sort()).toEqual(['max_tokens', 'messages', 'model', 'seed']);
  }
  expect(new Set(bodies.map(({ seed }) => seed)).size).toBe(3);
  for (const body of it.server.bodies('/classify')) {
    expect(messagesOf(body).slice(0, -1)).toEqual(declared);
    expect(messagesOf(body).at(-1)).toMatchObject({
      role: 'assistant',
      content: expect.stringMatching(/^Reply \d/),
    });
  }
  expect(said.answer).toBe('Reply 2,,');
  expect(said.steps.map(({ reward }) => reward).sort()).toEqual([1, 2, 3]);
});

test.each([false, true])(
  'self-refine carries answers and feedback on, and no reasoning (parser: %s)',
  async (reasoningParser) => {
    const reply = ({ number }: Going) => ({ text: `<think>Thought ${number}.</think>Reply ${number}.` });
    await using it = await world({ reply, reasoningParser });
    const said = await it.respondBy('self-refine', { refinements: 2 });
    expect(it.server.requests.map(purposeOf)).toEqual([
      'respond',
      'feedback',
      'refine',
      'feedback',
      'refine',
    ]);
    const bodies = it.server.bodies(chat);
    expect(messagesOf(bodies[0]!)).toEqual(declared);
    expect(bodies.slice(1).map(sectionsOf)).toMatchObject([
      { response: 'Reply 0.', question: input.question },
      { response_1: 'Reply 0.', feedback_1: 'Reply 1.' },
      { response: 'Reply 2.', question: input.question },
      { response_1: 'Reply 2.', feedback_1: 'Reply 3.' },
    ]);
    expect(JSON.stringify(bodies)).not.toContain('Thought');
    expect(said).toMatchObject({ answer: 'Reply 4.', finish: 'stop' });
  },
);

test('tpo asks for its rounds one after another, and each sees the best and worst before it', async () => {
  await using it = await world({ reply: counting });
  const said = await it.respondBy('tpo', { rounds: 3, samples: 2 });
  const rewards = ['/classify', '/classify'];
  const later = ['preference', 'gradient', 'revise', 'revise', ...rewards];
  expect(it.server.requests.map(purposeOf)).toEqual(['respond', 'respond', ...rewards, ...later, ...later]);
  const [loss, gradient, update] = it.server.bodies(chat).slice(2).map(sectionsOf);
  expect(loss).toMatchObject({ chosen_response: 'Reply 1,', rejected_response: 'Reply 0' });
  expect(gradient).toMatchObject({ chosen_response: 'Reply 1,', comparison: 'Reply 2,,' });
  expect(update).toMatchObject({ response: 'Reply 1,', revision_instructions: 'Reply 3,,,' });
  expect(sectionsOf(it.server.bodies(chat)[6]!)).toMatchObject({
    chosen_response: 'Reply 5,,,,,',
    rejected_response: 'Reply 0',
  });
  expect(said.answer).toBe('Reply 9,,,,,,,,,');
});

test('what came before an answer went missing is not asked for again', async () => {
  const reply = ({ body }: Going) => ({ text: `${body.seed}${','.repeat(Number(body.seed) % 7)}` });
  let down = true;
  const before = ({ body, route }: Parameters<NonNullable<VllmOptions['before']>>[0]) => {
    if (!down || route !== chat || purposeOf({ route, body }) !== 'revise') return undefined;
    down = false;
    return Response.json({ error: { message: 'not this one' } }, { status: 422 });
  };
  await using it = await world({ reply, before });
  const given = { rounds: 2, samples: 3 };
  await expect(it.respondBy('tpo', given)).rejects.toBeInstanceOf(PendingError);
  const asked = it.server.requests.length;
  const said = await it.respondBy('tpo', given);
  expect(
    it.server.requests
      .slice(asked)
      .map(purposeOf)
      .filter((purpose) => purpose !== '/classify'),
  ).toEqual(['revise']);
  await using other = await world({ reply });
  expect(await other.respondBy('tpo', given)).toEqual(said);
});

test('a server that counts tokens is kept to a budget', async () => {
  await using it = await world({
    reply: ({ number }) => ({ text: `${number}${', word'.repeat(20 + number)}` }),
  });
  for (const method of ['best-of-n', 'self-refine', 'tpo']) {
    const said = await it.respondBy(method, { tokens: 150 });
    expect(said.usage!.outputTokens).toBeLessThanOrEqual(150);
    expect(said.answer).toMatch(/, word/);
  }
  for (const { max_tokens: limit } of it.server.bodies(chat)) expect(limit).toBeLessThanOrEqual(150);
});

test('a chat model grades answers in the place of a reward model, and what it writes is counted', async () => {
  const reply = ({ number, body }: Going) =>
    purposeOf({ route: chat, body }) === 'reward'
      ? { text: `Brief.\n<grade>${JSON.stringify(body).includes('Reply 1.') ? 60 : 40}</grade>` }
      : { text: `Reply ${number}.` };
  await using it = await world({ reply }, true);
  const said = await it.respondBy('best-of-n', { answers: 2 });
  expect(it.server.requests.map(purposeOf)).toEqual(['respond', 'respond', 'reward', 'reward']);
  expect(said).toMatchObject({ answer: 'Reply 1.', steps: [{ reward: 40 }, { reward: 60 }] });
  const ofSteps = said.steps.reduce((sum, { usage }) => sum + usage!.outputTokens, 0);
  expect(said.usage!.outputTokens).toBeGreaterThan(ofSteps);
});
