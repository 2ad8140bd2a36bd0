import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { renderMessages } from '../../src/core/prompt.ts';
import type { Task } from '../../src/core/task.ts';
import { rehearsalModel } from '../../src/model/rehearsal.ts';
import { misbehaviourOf } from '../../src/model/rehearsal-misbehaviour.ts';
import { rehearsalApp } from '../../src/model/rehearsal-server.ts';
import { respond, tasks } from '../../src/tasks/index.ts';
import { library } from '../tasks/scenario.ts';

const model = rehearsalModel(tasks as readonly Task<never, unknown>[], misbehaviourOf(0));
const app = rehearsalApp(model);
const declared = renderMessages(
  respond.name,
  respond.render({ scenario: library, question: 'How long may I keep a novel?' }),
);
const partial = '<think>\nSomebody wants to keep a novel.\n\nWait';
const messages = [...declared, { role: 'assistant', content: partial }].map((each) => ({ ...each }));
const goingOn = { continue_final_message: true, add_generation_prompt: false };

async function post(body: JsonObject) {
  const response = await app.request('/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ model: 'reasoning', ...body }),
  });
  const json = (await response.json()) as {
    choices: { message: { content: string }; finish_reason: string }[];
    usage: { prompt_tokens: number; completion_tokens: number };
    error: { message: string };
  };
  return { status: response.status, json, text: json.choices?.[0]?.message.content };
}

test('a partial turn is gone on with over HTTP as in this process, to the same bytes', async () => {
  const body = { messages, max_tokens: 8_400, seed: 7, stop: ['</think>'] };
  const { text, json } = await post({ ...body, ...goingOn });
  expect(text).toBe(model.reply(body, 'reasoning').text);
  expect(text).toMatch(/^, [a-z]/);
  expect(json.choices[0]!.finish_reason).toBe('stop');
  expect(json.usage.completion_tokens).toBe(Math.ceil(text!.length / 4));
});

test('reasoning stands in the content, as a block', async () => {
  const { text } = await post({ messages: messages.slice(0, -1) });
  expect(text).toMatch(/^<think>\n[^<]+\n<\/think>\n\n[^<]+$/);
});

test('without `continue_final_message`, the turn is over and the reply begins another', async () => {
  for (const flags of [{}, { continue_final_message: false }, { add_generation_prompt: true }]) {
    const { text } = await post({ messages, seed: 7, ...flags });
    expect(text).toMatch(/^<think>\n/);
  }
});

test('how many replies are wanted changes none, and one comes', async () => {
  const body = { messages, seed: 7, ...goingOn };
  const [one, five] = [await post(body), await post({ ...body, n: 5 })];
  expect(five.text).toBe(one.text);
  expect(five.json.choices).toHaveLength(1);
});

test('a limit has two names, and ends the reply with `length`', async () => {
  const body = { messages, seed: 7, ...goingOn };
  const short = await post({ ...body, max_tokens: 20 });
  expect(short.text).toHaveLength(80);
  expect(short.json).toMatchObject({
    choices: [{ finish_reason: 'length' }],
    usage: { completion_tokens: 20 },
  });
  expect((await post({ ...body, max_completion_tokens: 20 })).text).toBe(short.text);
});

test('its /tokenize and /detokenize show that a turn is gone on with as it is', async () => {
  const root = async (route: string, body: JsonObject) => {
    const response = await app.request(`/${route}`, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, json: (await response.json()) as JsonObject };
  };
  const textOf = async (body: JsonObject) =>
    (await root('detokenize', { tokens: (await root('tokenize', body)).json.tokens! })).json.prompt as string;
  const begun = await textOf({ messages: messages.slice(0, -1) });
  expect(await textOf({ messages, ...goingOn })).toBe(begun + partial);
  expect(await textOf({ messages })).not.toBe(begun + partial);
  for (const wrong of [{ messages: [] }, { messages: messages.slice(0, -1), ...goingOn }])
    expect((await root('tokenize', wrong)).status).toBe(400);
  for (const tokens of [[-1], ['a'], [0x110000]])
    expect((await root('detokenize', { tokens })).status).toBe(400);
});

test.each([
  [{ messages, continue_final_message: true, add_generation_prompt: true }, /cannot both be true/],
  [{ messages: messages.slice(0, -1), ...goingOn }, /last message of role assistant/],
  [{ messages, stop: 7 }, /expected `stop`/],
])('what contradicts itself is refused: %#', async (body, message) => {
  const { status, json } = await post(body);
  expect(status).toBe(400);
  expect(json.error.message).toMatch(message);
});
