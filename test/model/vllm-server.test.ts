import OpenAI from 'openai';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { startVllm, type VllmOptions } from '../support/vllm-server.ts';

const user = { role: 'user', content: 'When does the museum open?' };
const partial = (content: string) => ({
  model: 'm',
  messages: [user, { role: 'assistant', content }],
  continue_final_message: true,
  add_generation_prompt: false,
});

/** What the model reads of a chat request, or the error. */
async function promptOf(options: VllmOptions, body: JsonObject): Promise<string> {
  let seen = '';
  const reply = ({ prompt }: { prompt: string }) => {
    seen = prompt;
    return { text: 'ok' };
  };
  await using server = await startVllm({ ...options, reply });
  const response = await post(`${server.url}/chat/completions`, body);
  return response.status === 200 ? seen : `${response.status} ${await response.text()}`;
}

const post = (url: string, body: JsonObject) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('the Qwen3 layout writes an empty block of reasoning before a turn that has not closed its own', async () => {
  expect(await promptOf({ template: 'qwen3' }, partial('<think>\nSo'))).toBe(
    `<|im_start|>user\n${user.content}<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n<think>\nSo`,
  );
  expect(await promptOf({ template: 'qwen3' }, partial('<think>\n\n</think>\n\n'))).toMatch(
    /assistant\n<think>\n\n<\/think>\n\n$/,
  );
});

test('the DeepSeek-R1 layout opens the reply in its reasoning, and drops closed reasoning from turns', async () => {
  const asked = { model: 'm', messages: [user] };
  const begin = `<｜begin▁of▁sentence｜><｜User｜>${user.content}<｜Assistant｜>`;
  expect(await promptOf({ template: 'deepseek-r1' }, asked)).toBe(`${begin}<think>\n`);
  expect(await promptOf({ template: 'deepseek-r1' }, partial('<think>\nSo'))).toBe(`${begin}<think>\nSo`);
  expect(await promptOf({ template: 'deepseek-r1' }, partial('<think>\nSo\n</think>\n\nIt'))).toContain(
    '400 {"error":{"message":"continue_final_message is set but',
  );
});

test('a partial turn together with a generation prompt is refused, and so is a template of one’s own', async () => {
  const { add_generation_prompt: _, ...both } = partial('So');
  expect(await promptOf({}, both)).toMatch(/^400 .*Cannot set both/);
  const own = { ...partial('So'), chat_template: 'own:{{ messages[-1].content }}' };
  expect(await promptOf({}, own)).toMatch(/^400 .*--trust-request-chat-template/);
  expect(await promptOf({ trustTemplate: true }, own)).toBe('own:So');
});

test('a server that knows no partial turns begins a new one behind it', async () => {
  expect(await promptOf({ template: 'qwen3', continues: false }, partial('So'))).toMatch(
    /So<\|im_end\|>\n<\|im_start\|>assistant\n$/,
  );
});

test.each([
  [{ stop: ['</think>'] }, 'one two three', 'stop', 3],
  [{ stop: ['</think>'], max_tokens: 2 }, 'one two', 'length', 2],
  [{ max_tokens: 3 }, 'one two three', 'length', 3],
  [{}, 'one two three</think> four', 'stop', 5],
])('replies end at stop strings and limits: %j', async (members, text, reason, tokens) => {
  await using server = await startVllm({ reply: () => ({ text: 'one two three</think> four' }) });
  const client = new OpenAI({ baseURL: server.url, apiKey: 'none', maxRetries: 0 });
  const said = await client.completions.create({ model: 'm', prompt: 'a b', n: 3, ...members });
  expect(said.choices).toHaveLength(1);
  expect(said.choices[0]).toMatchObject({ text, finish_reason: reason });
  expect(said.usage).toMatchObject({ prompt_tokens: 2, completion_tokens: tokens });
  expect(server.bodies('/v1/completions')).toEqual([{ model: 'm', prompt: 'a b', n: 3, ...members }]);
});

test.each([
  ['on and on', null, 'on and on'],
  ['on</think>It opens.', 'It opens.', 'on'],
])('its reasoning parser takes all for reasoning that ends in no block: %s', async (text, content, said) => {
  await using server = await startVllm({ reasoningParser: true, reply: () => ({ text }) });
  const response = await post(`${server.url}/chat/completions`, partial('<think>\nSo'));
  expect(await response.json()).toMatchObject({
    choices: [{ message: { content, reasoning_content: said } }],
  });
});

test('tokens of a chat can be turned back to its text', async () => {
  await using server = await startVllm({ template: 'qwen3' });
  const { origin } = new URL(server.url);
  const tokenized = await (await post(`${origin}/tokenize`, partial('<think>\nSo'))).json();
  const { tokens } = tokenized as { tokens: number[] };
  const text = await (await post(`${origin}/detokenize`, { model: 'm', tokens })).json();
  expect(text).toEqual({ prompt: expect.stringMatching(/<\/think>\n\n<think>\nSo$/) });
});
