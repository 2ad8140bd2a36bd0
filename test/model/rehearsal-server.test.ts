import OpenAI from 'openai';
import { expect, onTestFinished, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { renderMessages } from '../../src/core/prompt.ts';
import { rehearsalModels } from '../../src/core/rehearsal-models.ts';
import type { Task } from '../../src/core/task.ts';
import { type RehearsalModel, rehearsalModel } from '../../src/model/rehearsal.ts';
import { type Misbehaviour, misbehaviourOf } from '../../src/model/rehearsal-misbehaviour.ts';
import { rehearsalApp, serveRehearsal } from '../../src/model/rehearsal-server.ts';
import { synthesize, tasks } from '../../src/tasks/index.ts';
import { library } from '../tasks/scenario.ts';

const playable = tasks as readonly Task<never, unknown>[];
const modelWith = (misbehaviour: Misbehaviour): RehearsalModel => rehearsalModel(playable, misbehaviour);
const good = modelWith(misbehaviourOf(0));
const only = (kind: keyof Misbehaviour) => modelWith({ ...misbehaviourOf(0), [kind]: 1 });
const messages = renderMessages(
  'synthesize',
  synthesize.render({
    scenario: library,
    label: 'unsafe',
    spec: library.safety[0],
    count: 3,
    seeds: [],
    existing: [],
  }),
) as unknown as JsonObject[];
const body = { messages, temperature: 1, seed: 7 };

async function post(model: RehearsalModel, request: unknown): Promise<{ status: number; json: never }> {
  const response = await rehearsalApp(model).request('/v1/chat/completions', {
    method: 'POST',
    body: typeof request === 'string' ? request : JSON.stringify(request),
  });
  return { status: response.status, json: (await response.json()) as never };
}

test('over HTTP, the openai client gets the text that the provider gives for the same body', async () => {
  const server = await serveRehearsal(good, { port: 0 });
  onTestFinished(() => server.close());
  const client = new OpenAI({ baseURL: server.url, apiKey: 'none', maxRetries: 0 });
  const reply = (await client.chat.completions.create({
    model: 'default',
    ...body,
  } as never)) as OpenAI.ChatCompletion;
  expect(reply.choices[0]!.message.content).toBe(good.reply(body).text);
  expect(reply.model).toBe(`rehearsal@${good.digest}`);
  expect(reply.usage).toMatchObject({ prompt_tokens: good.reply(body).usage.inputTokens });
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  expect(models).toEqual([...rehearsalModels, `rehearsal@${good.digest}`]);
});

test('it listens on the loopback interface only', async () => {
  const server = await serveRehearsal(good, { port: 0 });
  onTestFinished(() => server.close());
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
});

test('a port that is taken is an error, not a silence', async () => {
  const server = await serveRehearsal(good, { port: 0 });
  onTestFinished(() => server.close());
  const port = Number(new URL(server.url).port);
  await expect(serveRehearsal(good, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a cut-off reply, a filter stop and a refusal have the wire form that OpenAI gives them', async () => {
  const choice = async (kind: keyof Misbehaviour) =>
    (
      (await post(only(kind), { model: 'default', ...body })).json as {
        choices: { finish_reason: string; message: object }[];
      }
    ).choices[0]!;
  expect(await choice('cutOff')).toMatchObject({ finish_reason: 'length' });
  expect(await choice('filter')).toMatchObject({
    finish_reason: 'content_filter',
    message: { content: null },
  });
  const refusals = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(async (seed) => {
      const { json } = await post(only('refusal'), { model: 'default', ...body, seed });
      return (json as { choices: { message: { content: string | null; refusal: string | null } }[] })
        .choices[0]!.message;
    }),
  );
  for (const { content, refusal } of refusals) expect(content ?? refusal).toMatch(/sorry|cannot/i);
  expect(refusals.some(({ refusal }) => refusal !== null)).toBe(true);
});

test('bad requests are answered in the form of OpenAI errors', async () => {
  const cases: readonly (readonly [unknown, number, RegExp])[] = [
    ['{', 400, /not a JSON object/],
    ['[]', 400, /not a JSON object/],
    [{ messages }, 400, /`model`/],
    [{ model: 'gpt-4.1', messages }, 404, /no model `gpt-4.1`/],
    [{ model: 'default' }, 400, /`messages`/],
    [{ model: 'default', messages: [] }, 400, /`messages`/],
    [{ model: 'default', messages, stream: true }, 400, /not streamed/],
  ];
  for (const [request, status, message] of cases) {
    const answer = await post(good, request);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({
      error: { message: expect.stringMatching(message), type: 'invalid_request_error' },
    });
  }
});

test('an unknown path is a 404 in the same form', async () => {
  const response = await rehearsalApp(good).request('/v1/embeddings', { method: 'POST' });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error: { message: expect.stringContaining('/v1/embeddings') },
  });
});

test('replies that misbehave never pass for content', () => {
  const input = { scenario: library, label: 'unsafe', count: 3, seeds: [], existing: [] } as const;
  for (const kind of ['malformed', 'refusal', 'cutOff'] as const)
    for (let seed = 0; seed < 60; seed += 1) {
      const { text } = only(kind).reply({ messages, seed });
      expect(() => synthesize.parse(text!, input)).toThrow();
    }
});
